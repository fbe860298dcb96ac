using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Participation.Web.Foundation;

/// <summary>
/// Shows the page again, with the reason and with all that was typed, when the rules refused what it tried. A page
/// that needs more than its model to be drawn again implements <see cref="IDrawnAgain"/>.
/// </summary>
internal sealed class RefusalFilter(Words words) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.Exception is RefusedException { Refusal: var refusal } && !done.ExceptionHandled)
        {
            context.ModelState.AddModelError(refusal.Field ?? "", words.Why(refusal));
            if (context.HandlerInstance is IDrawnAgain page)
            {
                await page.DrawAgainAsync();
            }

            done.Result = new PageResult { StatusCode = StatusCodes.Status409Conflict };
            done.ExceptionHandled = true;
        }
    }
}

/// <summary>A page that loads what its view needs once more before it is shown again with a refusal.</summary>
public interface IDrawnAgain
{
    Task DrawAgainAsync();
}
