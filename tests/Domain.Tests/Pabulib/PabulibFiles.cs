using System.Text;
using Participation.Pabulib;

namespace Participation.Domain.Tests.Pabulib;

/// <summary>A small election of an invented town, to be read whole or spoilt.</summary>
internal static class PabulibFiles
{
    /// <summary>Three projects, three ballots. PROJECTS stands on line 9, the first project on 11, the first vote on 16.</summary>
    public const string Sound =
        """"
        META
        key;value
        description;Budget of Saint-Aubin
        num_projects;3
        num_votes;3
        budget;1000.50
        vote_type;approval
        currency;EUR
        PROJECTS
        project_id;cost;votes;name;category;target;district;selected;latitude;longitude
        bench;400.25;2;Un banc à l’ombre;nature,rest;seniors;Nord;1;43.6;1.44
        lamp;600.25;1;"A lamp; or ""two""";;;;0;;
        pond;5000;1;Une mare 🐸;nature;;;0;-43.5;-1
        VOTES
        voter_id;vote
        1;bench,lamp
        2;bench
        3;pond

        """";

    public static PabulibFile Open(string text) => Open(Encoding.UTF8.GetBytes(text));

    public static PabulibFile Open(byte[] bytes) => PabulibFile.Open(() => new MemoryStream(bytes, writable: false));

    /// <summary>Everything that can be read, so that every line has been checked.</summary>
    public static List<PabulibBallot> ReadWhole(byte[] bytes) => [.. Open(bytes).Ballots()];

    public static List<PabulibBallot> ReadWhole(string text) => ReadWhole(Encoding.UTF8.GetBytes(text));
}
