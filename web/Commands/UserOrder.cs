using Participation.People;
using Participation.Web.Accounts;

namespace Participation.Web.Commands;

/// <summary>What <c>participation user</c> was asked to do.</summary>
internal sealed record UserOrder
{
    private const string Usage =
        "Usage: participation user create --email ADDRESS --name NAME [--council|--moderator] [--verified] [--language fr|en] [--password PASSWORD]; " +
        "user role --email ADDRESS resident|moderator|council; user verify --email ADDRESS";

    public required string Verb { get; init; }

    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Role Role { get; private set; }

    public bool IsVerified { get; private set; }

    public string Language { get; private set; } = "fr";

    /// <summary>Null to be chosen by the person.</summary>
    public string? Password { get; private set; }

    /// <summary>What is not ours but the program's: <c>--data DIR</c>, <c>--Town:Name=…</c>.</summary>
    public string[] Settings { get; private set; } = [];

    /// <exception cref="UsageException">The words say nothing that can be done.</exception>
    public static UserOrder From(string[] args)
    {
        if (args is not ["create" or "role" or "verify", .. var rest])
        {
            throw new UsageException($"What is to be done? {Usage}");
        }

        var order = new UserOrder { Verb = args[0] };
        for (var next = 0; next < rest.Length; next++)
        {
            order.Take(rest, ref next);
        }

        return order.Checked();
    }

    private void Take(string[] args, ref int next)
    {
        switch (args[next])
        {
            case "--email": Email = Value(args, ref next); break;
            case "--name": Name = Value(args, ref next).Trim(); break;
            case "--password": Password = Value(args, ref next); break;
            case "--language": Language = Value(args, ref next); break;
            case "--verified": IsVerified = true; break;
            case "--council" or "council": Role = Role.Council; break;
            case "--moderator" or "moderator": Role = Role.Moderator; break;
            case "resident": Role = Role.Resident; break;
            case "--data": Settings = [.. Settings, "--data", Value(args, ref next)]; break;
            case var setting when setting.StartsWith("--", StringComparison.Ordinal) && setting.Contains('=', StringComparison.Ordinal):
                Settings = [.. Settings, setting];
                break;
            default: throw new UsageException($"“{args[next]}” is not understood. {Usage}");
        }
    }

    private UserOrder Checked() =>
        !Address.IsOne(Email) ? throw new UsageException($"Which e-mail address? {Usage}")
        : Verb == "create" && (Name.Length is 0 or > Person.NameMaxLength) ? throw new UsageException($"Which name, of at most {Person.NameMaxLength} characters? {Usage}")
        : !Texts.Language.Codes.Contains(Language) ? throw new UsageException($"Letters are written in {string.Join(" or ", Texts.Language.Codes)}. {Usage}")
        : this;

    private static string Value(string[] args, ref int next) =>
        ++next < args.Length ? args[next] : throw new UsageException($"{args[next - 1]} needs a word after it. {Usage}");

    internal sealed class UsageException(string message) : Exception(message);
}
