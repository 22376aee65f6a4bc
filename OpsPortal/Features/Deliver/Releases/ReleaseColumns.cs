using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases;

/// <summary>Facts of what a release says that are kept beside it, in columns of their own.</summary>
internal static class ReleaseColumns
{
    public const string Title = "Title", Environment = "Environment", Audience = "Audience", Date = "Date", Switch = "Switch", Contents = "Contents", Words = "Words";

    /// <summary>Brings the columns in line with what it says; belongs to every save of one that was edited.</summary>
    public static void Write(OpsDb db, Release release)
    {
        var (draft, kept) = (release.Draft, db.Entry(release));
        Set(Title, draft.Title);
        Set(Environment, draft.Environment);
        Set(Audience, draft.Audience);
        Set(Date, draft.Date);
        Set(Switch, draft.Switch);
        Set(Contents, draft.Contents);
        Set(Words, string.Join(' ', draft.Contents.Select(content => $"{content.Name} {content.Version}").Prepend(draft.Switch).Prepend(draft.Audience).Prepend(draft.Environment).Prepend(draft.Title)).ToLowerInvariant());

        void Set<T>(string column, T value) => kept.Property(column).CurrentValue = value;
    }
}
