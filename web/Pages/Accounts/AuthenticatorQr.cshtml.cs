using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Participation.Jobs.Mail;
using Participation.Web.Accounts;
using Participation.Web.Foundation;
using QRCoder;

namespace Participation.Web.Pages.Accounts;

/// <summary>The secret of the authenticator app as a picture, while it is being set up and no longer.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public class AuthenticatorQrModel(UserManager<Account> accounts, CurrentPerson me, ILetterhead head, Words words) : AccountPage(accounts, me)
{
    private const int PixelsPerModule = 6;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Account.TwoFactorEnabled || await Accounts.GetAuthenticatorKeyAsync(Account) is not { } key)
        {
            return NotFound();
        }

        // https://github.com/google/google-authenticator/wiki/Key-Uri-Format
        var town = Uri.EscapeDataString(head.Town(words.Code));
        var uri = $"otpauth://totp/{town}:{Uri.EscapeDataString(Account.Email!)}?secret={key}&issuer={town}&digits=6";
        using var code = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return File(new PngByteQRCode(code).GetGraphic(PixelsPerModule), "image/png");
    }
}
