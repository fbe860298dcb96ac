using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NpgsqlTypes;
using Participation.Journal;
using Participation.Places;
using Participation.Texts;

namespace Participation.Database;

internal static class ModelConventions
{
    private const string RefusalPrefix = "Participation:Refusal:";

    /// <summary>What to say when this key refuses the second of two that raced.</summary>
    public static KeyBuilder RefusedAs(this KeyBuilder key, Refusal refusal)
    {
        Remember(key.Metadata.DeclaringEntityType.Model, key.Metadata.GetName()!, refusal);
        return key;
    }

    /// <inheritdoc cref="RefusedAs(KeyBuilder, Refusal)"/>
    public static IndexBuilder<T> RefusedAs<T>(this IndexBuilder<T> index, Refusal refusal)
    {
        Remember(index.Metadata.DeclaringEntityType.Model, index.Metadata.GetDatabaseName()!, refusal);
        return index;
    }

    /// <summary>What to say when a constraint refuses that only the migration knows: an exclusion, a trigger.</summary>
    public static void HasRefusal<T>(this TableBuilder<T> table, string constraint, Refusal refusal) where T : class =>
        Remember(table.Metadata.Model, constraint, refusal);

    public static Refusal? RefusalFor(this IModel model, string? constraint) =>
        model.FindAnnotation(RefusalPrefix + constraint)?.Value is string kept ? JsonSerializer.Deserialize<Refusal>(kept) : null;

    /// <summary>A number that the journal's pump keeps. It is read, and never written with the entity.</summary>
    public static void KeptByJournal<T>(this PropertyBuilder<T> counter)
    {
        counter.HasDefaultValue(default(T)).ValueGeneratedOnAddOrUpdate();
        counter.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        counter.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }

    public static PropertyBuilder<Place?> HasPlaceConversion(this PropertyBuilder<Place?> place) => place
        .HasColumnType("point")
        .HasConversion(p => new NpgsqlPoint(p!.Value.Longitude, p.Value.Latitude), p => new Place(p.X, p.Y));

    /// <summary>A list that is read and replaced as a whole.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> HasJsonConversion<T>(this PropertyBuilder<IReadOnlyList<T>> list) =>
        list.HasColumnType("jsonb").HasConversion(new ListConverter<T>(), new ListComparer<T>());

    /// <inheritdoc cref="HasJsonConversion{T}(PropertyBuilder{IReadOnlyList{T}})"/>
    public static ComplexTypePropertyBuilder<IReadOnlyList<T>> HasJsonConversion<T>(this ComplexTypePropertyBuilder<IReadOnlyList<T>> list) =>
        list.HasColumnType("jsonb").HasConversion(new ListConverter<T>(), new ListComparer<T>());

    public static void UseLocalizedTexts(this ModelConfigurationBuilder model) =>
        model.Properties<LocalizedText>().HaveConversion<LocalizedTextConverter, LocalizedTextComparer>().HaveColumnType("jsonb");

    /// <summary>Two people saving the same entity at once: the second is told, never overwritten silently.</summary>
    public static void UseVersions(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(Recorded))))
        {
            entity.FindProperty(nameof(Recorded.Version))!.IsConcurrencyToken = true;
            model.Entity(entity.ClrType).Ignore(nameof(Recorded.UnsavedFacts));
        }
    }

    private static void Remember(IReadOnlyModel model, string constraint, Refusal refusal) =>
        ((IMutableModel)model).SetAnnotation(RefusalPrefix + constraint, JsonSerializer.Serialize(refusal));

    private sealed class LocalizedTextConverter() : ValueConverter<LocalizedText, string>(
        text => JsonSerializer.Serialize(text.ByLanguage, JsonSerializerOptions.Default),
        json => new LocalizedText(JsonSerializer.Deserialize<Dictionary<string, string>>(json, JsonSerializerOptions.Default)!));

    private sealed class LocalizedTextComparer() : ValueComparer<LocalizedText>(
        (one, other) => object.Equals(one, other), text => text.GetHashCode());

    private sealed class ListConverter<T>() : ValueConverter<IReadOnlyList<T>, string>(
        values => JsonSerializer.Serialize(values, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<List<T>>(json, JsonSerializerOptions.Default)!);

    private sealed class ListComparer<T>() : ValueComparer<IReadOnlyList<T>>(
        (one, other) => ReferenceEquals(one, other), values => values.Count);
}
