using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Participation.Database;
using Participation.Files;
using Participation.Proposals;
using Participation.Spaces;
using Participation.Web.Foundation;

namespace Participation.Web.Photos;

internal static class PhotoEndpoints
{
    /// <summary>A picture never changes under its address.</summary>
    private const string ForEveryone = "public, max-age=31536000, immutable";

    private const string ForOneself = "private, max-age=600";

    public static void MapPhotos(this IEndpointRouteBuilder app) => app.MapGet("/files/{id:guid}", ShowAsync);

    /// <summary>
    /// <c>/files/{id}</c>, and <c>?w=480</c> for lists. Seen by everyone when it stands beside something published, else
    /// by whoever sent it and, beside what is hidden, by the moderators; to all others it does not exist.
    /// </summary>
    private static async Task<IResult> ShowAsync(Guid id, int? w, HttpContext http, ParticipationDb db, CurrentPerson me, CancellationToken stop)
    {
        var isPublic = await IsPublicAsync(db, id, stop);
        if (!isPublic && !await IsMineToSeeAsync(db, id, await me.FindAsync(), stop))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = isPublic ? ForEveryone : ForOneself;
        var tag = new EntityTagHeaderValue($"\"{id:N}{(w == StoredFile.SmallWidth ? "s" : "")}\"");
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var file = await db.Files
            .Where(f => f.Id == id)
            .Select(f => new { f.ContentType, Bytes = w == StoredFile.SmallWidth ? f.Small ?? f.Bytes : f.Bytes })
            .SingleAsync(stop);
        return Results.Bytes(file.Bytes, file.ContentType, entityTag: tag);
    }

    private static Task<bool> IsPublicAsync(ParticipationDb db, Guid id, CancellationToken stop)
    {
        var published = db.Spaces.Published();
        return db.Files
            .Where(f => f.Id == id)
            .AnyAsync(
                f => db.Proposals.Published().Any(p => p.PhotoId == f.Id && published.Any(s => s.Id == p.SpaceId))
                    || published.Any(s => s.ImageId == f.Id)
                    || db.Projects.Any(p => p.PhotoId == f.Id && published.Any(s => s.Id == p.SpaceId)),
                stop);
    }

    private static async Task<bool> IsMineToSeeAsync(ParticipationDb db, Guid id, People.Person? person, CancellationToken stop) =>
        person is not null && await db.Files
            .Where(f => f.Id == id)
            .AnyAsync(
                f => f.UploadedById == person.Id
                    || person.IsCouncil && (db.Spaces.Any(s => s.ImageId == f.Id) || db.Projects.Any(p => p.PhotoId == f.Id))
                    || person.IsModerator && db.Proposals.Any(p => p.PhotoId == f.Id && p.HiddenAt != null),
                stop);
}
