# Scripts and styles.
FROM node:22-bookworm-slim AS assets
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY themes /src/themes
COPY web /src/web
RUN node build.mjs

# The program.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS program
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY domain/*.csproj domain/
COPY jobs/*.csproj jobs/
COPY web/*.csproj web/
RUN dotnet restore web
COPY domain domain
COPY jobs jobs
COPY themes themes
COPY web web
COPY --from=assets /src/web/wwwroot/assets web/wwwroot/assets
RUN dotnet publish web -c Release --no-restore -o /app

# What is shipped: neither sources nor tools, and nothing that runs as root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=program /app .
COPY --from=program /src/themes /themes
ENV Urls=http://+:8080
EXPOSE 8080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET / HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "Participation.Web.dll"]
CMD ["run"]
