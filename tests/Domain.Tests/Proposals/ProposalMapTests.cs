using Participation.Places;
using Participation.Proposals;
using Xunit;

namespace Participation.Domain.Tests.Proposals;

public class ProposalMapTests
{
    [Theory]
    [InlineData(5.0, 46.0, 5.2, 46.1, 13)]
    [InlineData(5.0, 46.0, 5.2, 46.1, 3)]
    [InlineData(-180, -90, 180, 90, 24)]
    [InlineData(5.0, 46.0, 5.0, 46.0, 24)]
    [InlineData(5.0, 46.0, 5.01, 48.0, 18)]
    public void No_more_cells_are_asked_for_than_groups_may_come_back(double west, double south, double east, double north, double zoom)
    {
        var area = new Area(west, south, east, north);
        var cell = ProposalMap.CellSize(area, zoom);

        var columns = Math.Floor(area.East / cell) - Math.Floor(area.West / cell) + 1;
        var rows = Math.Floor(area.North / cell) - Math.Floor(area.South / cell) + 1;
        Assert.InRange(columns * rows, 1, ProposalMap.MostGroups);
    }

    [Fact]
    public void Groups_stay_where_they_are_while_the_map_is_moved() =>
        Assert.Equal(ProposalMap.CellSize(new Area(5, 46, 5.1, 46.1), 13), ProposalMap.CellSize(new Area(5.03, 46.02, 5.13, 46.12), 13));
}
