using Participation.Budgets;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Budgets;

/// <summary>What would have changed a result, as a person reads it: as sure as it is, and no surer.</summary>
public static class RemedyWords
{
    extension(Words words)
    {
        public string Remedy(ProjectRemedy remedy, Explanation explanation, string currency)
        {
            var cost = remedy.CostMinor is { } most ? words.Money(new Money(most, currency)) : "";
            var (isEstimate, isCostEstimate) = (explanation.Payments is { AreMade: true }, explanation.Payments is { AreMade: true, Increments: > 0 });
            var atMost = words.With(isCostEstimate ? "results.remedy.cost_about" : "results.remedy.cost", ("cost", cost));

            return (remedy.Supporters, remedy.CostMinor) switch
            {
                (null, null) => words["results.remedy.none"],
                (null, _) => words.With("results.remedy.only_cost", ("cost", atMost)),
                ({ } supporters, null) => words.Count(Key("only_supporters"), supporters),
                ({ } supporters, _) => words.Count(Key("both"), supporters, ("cost", atMost)),
            };

            string Key(string key) => isEstimate ? $"results.remedy.{key}_about" : $"results.remedy.{key}";
        }
    }
}
