using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Participation.Database;

/// <summary>Tables and columns are named as PostgreSQL names them.</summary>
public static partial class SnakeCase
{
    public static void UseSnakeCaseNames(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(Snake(entity.GetContainerColumnName()!));
                continue;
            }

            // A value lies in columns of its entity's table, which are not named after it.
            foreach (var property in entity.GetProperties().Concat(entity.GetComplexProperties().SelectMany(p => p.ComplexType.GetProperties())))
            {
                property.SetColumnName(Snake(property.Name));
            }
        }
    }

    private static string Snake(string name) => WordStart().Replace(name, "_$1").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex WordStart();
}
