namespace Participation.Pabulib;

/// <summary>What can be wrong with a .pb file. Each names a sentence in <c>domain/Texts/*/pabulib.json</c>.</summary>
public static class PabulibProblems
{
    public const string NotUtf8 = "not_utf8";
    public const string ControlCharacter = "control_character";
    public const string QuoteNeverClosed = "quote_never_closed";
    public const string LineTooLong = "line_too_long";

    public const string MissingSection = "missing_section";
    public const string SectionOutOfPlace = "section_out_of_place";
    public const string MissingColumn = "missing_column";
    public const string ColumnTwice = "column_twice";
    public const string TooManyColumns = "too_many_columns";
    public const string TooFewFields = "too_few_fields";
    public const string TooManyFields = "too_many_fields";

    public const string MissingKey = "missing_key";
    public const string KeyTwice = "key_twice";
    public const string TooManyKeys = "too_many_keys";
    public const string UnknownVoteType = "unknown_vote_type";
    public const string WrongProjectCount = "wrong_project_count";
    public const string WrongVoteCount = "wrong_vote_count";

    public const string UnreadableNumber = "unreadable_number";
    public const string NumberTooLarge = "number_too_large";
    public const string UnreadableAmount = "unreadable_amount";
    public const string AmountNotAboveZero = "amount_not_above_zero";
    public const string AmountTooLarge = "amount_too_large";

    public const string EmptyProjectId = "empty_project_id";
    public const string ProjectTwice = "project_twice";
    public const string NoProject = "no_project";
    public const string TooManyProjects = "too_many_projects";
    public const string UnreadablePlace = "unreadable_place";
    public const string HalfAPlace = "half_a_place";
    public const string PlaceOutOfRange = "place_out_of_range";

    public const string EmptyChoice = "empty_choice";
    public const string UnknownProject = "unknown_project";
    public const string ChoiceTwice = "choice_twice";
    public const string MoreThanOneChoice = "more_than_one_choice";
    public const string WrongPointsCount = "wrong_points_count";
    public const string UnreadablePoints = "unreadable_points";
}
