using Microsoft.Extensions.DependencyInjection;

namespace Participation.Jobs.Mail;

internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section)
            .Validate(mail => mail.IsComplete, "Mail:Host is set, so Mail:From must be an e-mail address and Mail:Port a port.")
            .ValidateOnStart();
        services.AddSingleton<Postman>();
        services.AddScoped<Post>();
        services.AddScoped<SendLetters>();
        return services;
    }
}
