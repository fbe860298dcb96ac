using Participation.Database;

namespace Participation.Files;

public static class StoredFileQueries
{
    extension(IQueryable<StoredFile> files)
    {
        /// <summary>The file with this id, unless something still shows it.</summary>
        public IQueryable<StoredFile> UnusedOf(ParticipationDb db, Guid? id) => files.Where(f =>
            f.Id == id
            && !db.Proposals.Any(p => p.PhotoId == f.Id)
            && !db.Projects.Any(p => p.PhotoId == f.Id)
            && !db.Spaces.Any(s => s.ImageId == f.Id));
    }
}
