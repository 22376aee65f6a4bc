using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance;

/// <summary>What the audit trail keeps of a silence.</summary>
internal static class SilenceFacts
{
    public static object Of(Silence silence) => new
    {
        Matchers = silence.Matchers.Select(matcher => matcher.ToString()).ToArray(),
        silence.StartsAt,
        silence.EndsAt,
        silence.CreatedBy,
        silence.Comment,
    };

    public static Act Act(Actor by, DateTimeOffset at, string name, Guid silence, object? before, object? after) =>
        new(by, at, name, $"silence {silence}", before, after);

    /// <summary>Ends it and notes that. False, and nothing is noted, where it has ended already.</summary>
    public static bool Expire(OpsDb db, Silence silence, Actor by, DateTimeOffset now)
    {
        var before = Of(silence);
        if (!silence.Expire(now)) return false;
        db.Record(Act(by, now, "silence.expired", silence.Id, before, Of(silence)));
        return true;
    }
}
