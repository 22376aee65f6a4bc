using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Runners.Http;
using OpsPortal.Features.Deliver.Versions.Observing;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Lookups;

/// <summary>Asks the addresses that are due which version runs there. An address that does not answer holds up none of the others.</summary>
internal sealed class LookUpVersions(IDbContextFactory<OpsDb> databases, RunnerHttp http, VersionBook book, TimeProvider clock) : IJob
{
    /// <summary>As the audit trail names it.</summary>
    public const string Name = "Version look-ups";

    private const int AtOnce = 8, MostOfRun = 200;

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        List<VersionLookup> due;
        await using (var db = await databases.CreateDbContextAsync(stopping)) due = await db.Set<VersionLookup>().AsNoTracking().Where(lookup => lookup.DueAt <= now).OrderBy(lookup => lookup.DueAt).Take(MostOfRun).ToListAsync(stopping);
        if (due.Count == 0) return;
        var answers = new ConcurrentBag<(VersionLookup Lookup, Outcome<ComponentVersion> Found)>();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, async (lookup, cancelled) => answers.Add((lookup, await AskAsync(lookup, cancelled))));
        List<ObservedVersion> seen = [.. answers.Select(answer => answer.Found is Outcome<ComponentVersion>.Done(var version) ? new ObservedVersion(version, answer.Lookup.Environment, now, Source(answer.Lookup)) : null).OfType<ObservedVersion>()];
        if (seen.Count > 0 && (await book.TakeAsync(Actor.Portal(Name), seen, isComplete: false, stopping)).Refusal is not null) return;
        await NoteAsync(answers, now, stopping);
    }

    private async ValueTask<Outcome<ComponentVersion>> AskAsync(VersionLookup lookup, CancellationToken stopping)
    {
        var reply = await http.SendAsync(new(HttpMethod.Get, new Uri(lookup.Url), new Dictionary<string, string>()), stopping);
        return reply.IsSuccess ? lookup.Read(reply.Body) : new Refusal("version-lookup.no-answer", reply.Said);
    }

    /// <summary>What was said, beside whatever a person changes at the same moment: a look-up that was set anew is due at once and not touched.</summary>
    private async Task NoteAsync(IEnumerable<(VersionLookup Lookup, Outcome<ComponentVersion> Found)> answers, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        foreach (var (lookup, found) in answers)
        {
            var (due, said) = (now.AddMinutes(lookup.EveryMinutes), OneLine.Of(found is Outcome<ComponentVersion>.Done(var version) ? version.Version : found.Refusal!.Message, VersionLookup.MaxSaidLength));
            DateTimeOffset? asked = now, failing = found.Refusal is null ? null : lookup.FailingSince ?? now;
            await db.Set<VersionLookup>().Where(kept => kept.Id == lookup.Id && kept.Version == lookup.Version)
                .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.DueAt, due).SetProperty(kept => kept.AskedAt, asked).SetProperty(kept => kept.Said, said).SetProperty(kept => kept.FailingSince, failing), stopping);
        }
    }

    /// <summary>Host and port are enough to be told from others.</summary>
    private static string Source(VersionLookup lookup) => new Uri(lookup.Url) is { IsDefaultPort: true } url ? url.Host : new Uri(lookup.Url).Authority;
}
