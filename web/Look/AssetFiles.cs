using Microsoft.AspNetCore.StaticFiles;

namespace Participation.Web.Look;

/// <summary>
/// Serves what the build made: compressed where the browser takes it (the build left .br and .gz beside each file), and
/// for ever, since a file's name changes with its content.
/// </summary>
internal static class AssetFiles
{
    private static readonly (string Coding, string Ending)[] Codings = [("br", ".br"), ("gzip", ".gz")];

    public static void UseAssets(this WebApplication app)
    {
        var files = app.Environment.WebRootFileProvider;
        var types = new FileExtensionContentTypeProvider();

        app.UseWhen(context => context.Request.Path.StartsWithSegments("/assets"), assets =>
        {
            assets.Use((context, next) =>
            {
                var accepted = context.Request.Headers.AcceptEncoding.ToString();
                foreach (var (coding, ending) in Codings)
                {
                    if (accepted.Contains(coding, StringComparison.Ordinal) && files.GetFileInfo(context.Request.Path + ending).Exists)
                    {
                        types.TryGetContentType(context.Request.Path, out var type);
                        context.Items[typeof(AssetFiles)] = (coding, type);
                        context.Request.Path += ending;
                        break;
                    }
                }

                return next(context);
            });
            assets.UseStaticFiles(new StaticFileOptions
            {
                ServeUnknownFileTypes = true,
                OnPrepareResponse = served =>
                {
                    var headers = served.Context.Response.Headers;
                    headers.CacheControl = "public, max-age=31536000, immutable";
                    headers.Vary = "Accept-Encoding";
                    if (served.Context.Items[typeof(AssetFiles)] is (string coding, string type))
                    {
                        headers.ContentEncoding = coding;
                        headers.ContentType = type;
                    }
                },
            });
        });
    }
}
