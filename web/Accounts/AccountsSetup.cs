using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Participation.Database;
using Participation.Jobs.Mail;
using Participation.Web.Foundation;
using Participation.Web.Mail;

namespace Participation.Web.Accounts;

internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section);
        services.AddDbContext<AccountsDb>((provider, db) => db.UseNpgsql(provider.GetRequiredService<ParticipationDb>().Database.GetDbConnection()));
        services.AddDataProtection().SetApplicationName("Participation").PersistKeysToDbContext<AccountsDb>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, UseSession)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, UseHalfASession)
            // Never given out, as no browser is excused from the second factor; Identity takes it back at every refusal.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme, UseHalfASession);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<TownOptions>>(NameFor("session"));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<IOptions<TownOptions>>(NameFor("half"));

        services.AddIdentityCore<Account>(Configure)
            .AddSignInManager<Door>()
            .AddEntityFrameworkStores<AccountsDb>()
            .AddDefaultTokenProviders()
            .AddPasswordValidator<NotTheAddress>();
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, AccountClaims>();
        services.Configure<DataProtectionTokenProviderOptions>(token => token.TokenLifespan = TimeSpan.FromDays(1));
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<TownOptions>>(UsePasskeys);
        services.AddOptions<SecurityStampValidatorOptions>().Configure<TimeProvider>(CheckSession);

        services.AddScoped<Passwords>();
        services.AddScoped<AccountLetters>();
        services.AddScoped<Registration>();
        services.AddScoped<Departure>();
        services.AddScoped<IAddressBook, AddressBook>();
        services.AddSingleton<Letterhead>();
        services.AddSingleton<ILetterhead>(provider => provider.GetRequiredService<Letterhead>());
        services.AddSingleton<IAuthorizationHandler, SecondFactorHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, LeadToSecondFactor>();
        return services.AddPolicies();
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = "";
        identity.Password.RequiredLength = Passwords.MinLength;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
    }

    private static void UseSession(CookieAuthenticationOptions session)
    {
        session.LoginPath = "/sign-in";
        session.AccessDeniedPath = "/error/403";
        session.ReturnUrlParameter = "returnUrl";
        session.ExpireTimeSpan = TimeSpan.FromDays(14);
        session.SlidingExpiration = true;
        session.Events.OnValidatePrincipal = AskAgainWhenDueAsync;
        session.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>The validator itself waits for its time too, but not before all that it needs, two databases among it, is made.</summary>
    private static Task AskAgainWhenDueAsync(CookieValidatePrincipalContext context)
    {
        var validation = context.HttpContext.RequestServices.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value;
        var now = (validation.TimeProvider ?? TimeProvider.System).GetUtcNow();
        return context.Properties.IssuedUtc is { } issued && now - issued <= validation.ValidationInterval
            ? Task.CompletedTask
            : SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    /// <summary>Between the password and the code, and while a passkey is being shown.</summary>
    private static void UseHalfASession(CookieAuthenticationOptions half)
    {
        half.ExpireTimeSpan = TimeSpan.FromMinutes(10);
        half.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
    }

    /// <summary>A name beginning with __Host- is one that no other site under the same domain can set.</summary>
    private static Action<CookieAuthenticationOptions, IOptions<TownOptions>> NameFor(string name) => (options, town) =>
    {
        var isSecure = town.Value.Address?.Scheme == Uri.UriSchemeHttps;
        options.Cookie.Name = isSecure ? $"__Host-{name}" : name;
        options.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
    };

    private static void UsePasskeys(IdentityPasskeyOptions passkeys, IOptions<TownOptions> town)
    {
        passkeys.ServerDomain = town.Value.Address?.Host;
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.AttestationConveyancePreference = "none";
    }

    /// <summary>Someone signed out everywhere, deleted or appointed is met as such within a minute.</summary>
    private static void CheckSession(SecurityStampValidatorOptions session, TimeProvider clock)
    {
        session.TimeProvider = clock;
        session.ValidationInterval = TimeSpan.FromMinutes(1);
        session.OnRefreshingPrincipal = refreshed =>
        {
            // The account cannot tell how its owner signed in; only the cookie can.
            var proofs = refreshed.CurrentPrincipal!.FindAll(SecondFactor.ClaimType).Select(c => new Claim(c.Type, c.Value));
            ((ClaimsIdentity)refreshed.NewPrincipal!.Identity!).AddClaims(proofs);
            return Task.CompletedTask;
        };
    }
}
