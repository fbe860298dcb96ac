using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Participation.Jobs.Mail;

/// <summary>Looks for letters to send every few seconds, where there is a mail server.</summary>
internal sealed class MailLoop(IServiceScopeFactory scopes, IOptions<MailOptions> mail, ILogger<MailLoop> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mail.Value.IsConfigured)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SendLetters>().RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                log.LogWarning(e, "The mail waits: the database did not answer");
            }
        }
    }
}
