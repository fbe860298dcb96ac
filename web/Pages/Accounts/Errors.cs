using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Accounts;

/// <summary>What Identity refuses, in the reader's words.</summary>
internal static class Errors
{
    public static void AddErrors(this ModelStateDictionary state, string field, IdentityResult result, Words words)
    {
        foreach (var error in result.Errors)
        {
            var key = $"accounts.errors.{error.Code}";
            state.AddModelError(field, words[words.Language.Has(key) ? key : "accounts.errors.Other"]);
        }
    }
}
