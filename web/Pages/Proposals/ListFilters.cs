using Microsoft.AspNetCore.Http.Extensions;
using Participation.Places;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Pages.Proposals;

/// <summary>What a reader chose above the list, as its address says it. Whatever means nothing here is left out.</summary>
public sealed record ListFilters
{
    private static readonly Dictionary<string, ProposalOrder> Orders = new()
    {
        ["shuffled"] = ProposalOrder.Shuffled,
        ["newest"] = ProposalOrder.Newest,
        ["supported"] = ProposalOrder.MostSupported,
        ["discussed"] = ProposalOrder.MostDiscussed,
    };

    private static readonly Dictionary<string, ProposalState> StatesByName = new()
    {
        ["published"] = ProposalState.Published,
        ["under_review"] = ProposalState.UnderReview,
        ["accepted"] = ProposalState.Accepted,
        ["refused"] = ProposalState.Refused,
        ["withdrawn"] = ProposalState.Withdrawn,
    };

    public static IReadOnlyCollection<string> OrderNames => Orders.Keys;

    /// <summary>As in addresses and texts: <c>proposals.states.under_review</c>.</summary>
    public static IReadOnlyCollection<string> StateNames => StatesByName.Keys;

    public string? Words { get; init; }
    public Category? Category { get; init; }
    public District? District { get; init; }
    public string? State { get; init; }

    /// <summary>Null for the order in which the list comes anyway.</summary>
    public string? Order { get; init; }

    public Area? Area { get; init; }

    public static ListFilters Read(IQueryCollection query, Space space, Almanac.Page almanac)
    {
        var words = query["q"].ToString().Trim();
        return new ListFilters
        {
            Words = words.Length == 0 ? null : words[..Math.Min(words.Length, ProposalSearch.WordsMaxLength)],
            Category = space.Categories.FirstOrDefault(c => c.Code == query["category"]),
            District = almanac.Districts.FirstOrDefault(d => d.Code == query["district"]),
            State = StatesByName.ContainsKey(query["state"].ToString()) ? query["state"].ToString() : null,
            Order = query["order"] != "shuffled" && Orders.ContainsKey(query["order"].ToString()) ? query["order"].ToString() : null,
            Area = Participation.Places.Area.TryParse(query["bbox"], out var area) ? area : null,
        };
    }

    public static string NameOf(ProposalState state) => StatesByName.FirstOrDefault(s => s.Value == state).Key ?? "draft";

    /// <param name="spaceId">Where to look.</param>
    /// <param name="start">Where the reader's random order begins.</param>
    public ProposalSearch In(Guid spaceId, int start) => new(spaceId)
    {
        Words = Words,
        CategoryId = Category?.Id,
        DistrictId = District?.Id,
        State = State is null ? null : StatesByName[State],
        Order = Order is null ? ProposalOrder.Shuffled : Orders[Order],
        Area = Area,
        Start = start,
    };

    /// <returns>The query of the address, with its question mark; empty when nothing is chosen.</returns>
    public string ToQuery(string? name = null, string? value = null)
    {
        var query = new QueryBuilder();
        Add("q", Words);
        Add("category", Category?.Code);
        Add("district", District?.Code);
        Add("state", State);
        Add("order", Order);
        Add("bbox", Area?.ToString());
        if (name is not null)
        {
            Add(name, value);
        }

        return query.ToString();

        void Add(string key, string? chosen)
        {
            if (chosen is not null)
            {
                query.Add(key, chosen);
            }
        }
    }
}
