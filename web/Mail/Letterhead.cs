using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Participation.Jobs.Mail;
using Participation.People;
using Participation.Texts;
using Participation.Web.Foundation;

namespace Participation.Web.Mail;

/// <inheritdoc cref="ILetterhead"/>
public sealed class Letterhead(IOptions<TownOptions> town, IServer server, IConfiguration configuration, IDataProtectionProvider protection) : ILetterhead
{
    private readonly IDataProtector _seal = protection.CreateProtector("Participation.Mail.Stop");

    public string Town(string language) => Language.Of(language).Say("layout.site", ("town", town.Value.Name));

    public string LinkTo(string path) => new Uri(Home(), path).ToString();

    public string LinkToStop(Guid personId, MailChoices choice) => LinkTo($"/mail/stop/{_seal.Protect($"{personId:N} {(int)choice}")}");

    /// <summary>Whose letters, and which, a link from <see cref="LinkToStop"/> stops; null when it is not one of ours.</summary>
    public (Guid PersonId, MailChoices Choice)? WhatStops(string token)
    {
        try
        {
            return _seal.Unprotect(token).Split(' ') is [var id, var choice] ? (Guid.Parse(id), (MailChoices)int.Parse(choice, CultureInfo.InvariantCulture)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Uri Home() => town.Value.Address ?? Listening();

    private Uri Listening()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? configuration["Urls"]?.Split(';')[0] ?? "http://localhost";
        var address = BindingAddress.Parse(listening);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
