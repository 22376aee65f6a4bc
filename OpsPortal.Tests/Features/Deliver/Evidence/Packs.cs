using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Features.Deliver.Evidence;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>
/// The evidence of a change with a history: round 1 became void by an edit; in round 2 Cem asked back, Ann approved, Dora approved in the place of Bob, and Olga carried it out.
/// </summary>
internal static class Packs
{
    public static readonly DateTimeOffset MadeAt = Noon.AddHours(5);

    public static EvidenceFacts Facts()
    {
        var scene = new Scene();
        scene.House.Add("Dora");
        scene.House.StandIn("Bob", "Dora");
        Assert.Null(scene.Submitted().Approve("Ann"));
        var first = scene.Round;
        Scene.Done(scene.Change.Edit(Scene.Plan with { Title = "Checkout 2.1 «größer»", Parameters = [new("replicas", "6")] }, 1, "More of them", scene.House.Party("Rita"), first, Noon.AddMinutes(20)));
        Assert.Null(scene.Submit(Noon.AddMinutes(30)));
        Scene.Done(scene.Round.AskBack("Is six enough?", scene.House.Session("Cem", Noon.AddMinutes(35)), scene.House.Who, Noon.AddMinutes(35)));
        Scene.Done(scene.Round.Answer("Yes, \"twice\" over", scene.Subject, scene.House.Party("Rita"), scene.House.Who, Noon.AddMinutes(36)));
        Assert.Null(scene.Approve("Ann", Noon.AddMinutes(40)));
        Assert.Null(scene.Approve("Dora", Noon.AddMinutes(50), inPlaceOf: "Bob"));
        Assert.Null(scene.Start("Olga"));
        Scene.Done(scene.Change.Finish("Went well", scene.House.Party("Olga"), Scene.InWindow.AddMinutes(30)));
        return Of(scene, first) with
        {
            FreezeOverrides = [new(Guid.CreateVersion7(Noon), "Year end", "CHG-12", scene.House.Party("Adam"), "Cards would fail", Noon, Noon.AddHours(8))],
        };
    }

    /// <summary>Of whatever was played, with an audit chain that tells of every act and of things in between.</summary>
    public static EvidenceFacts Of(Scene scene, params ApprovalRound[] earlier)
    {
        List<ApprovalRound> rounds = [.. earlier, .. scene.Change.Round > 0 ? [scene.Round] : Array.Empty<ApprovalRound>()];
        IReadOnlyList<BreakGlass> glass = scene.BreakGlass is { } one ? [one] : [];
        var acts = scene.Change.NewRevisions.Select(revision => (revision.At, revision.By, Act: "change.edited", After: $$"""{"revision":{{revision.Number}}}"""))
            .Concat(rounds.Select(round => (round.RequestedAt, round.RequestedBy, "change.submitted", $$"""{"hash":"{{round.ContentHash}}"}""")))
            .Concat(rounds.SelectMany(round => round.Decisions).Select(decision => (decision.At, decision.By, $"change.{decision.Kind}", $$"""{"text":"{{decision.Text.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""")))
            .Concat(glass.Select(broken => (broken.DeclaredAt, broken.DeclaredBy, "change.glass-broken", "")))
            .Concat(glass.Where(broken => broken.ConfirmedBy is not null).Select(broken => (broken.ConfirmedAt!.Value, broken.ConfirmedBy!, "change.glass-confirmed", "")))
            .Concat(glass.Where(broken => broken.UsedBy is not null).Select(broken => (broken.UsedAt!.Value, broken.UsedBy!, "change.started", "")))
            .OrderBy(act => act.Item1).ToList();
        var chain = new List<AuditEntry>();
        foreach (var (at, by, act, after) in acts)
        {
            if (chain.Count % 5 == 3) Append(chain, "EVT-7", "event.commented", Party.Portal, at, "");
            Append(chain, "CHG-12", act, by, at, after);
        }

        Append(chain, "EVT-8", "event.closed", Party.Portal, MadeAt, "");
        return new()
        {
            Change = scene.Change,
            Revisions = [.. scene.Change.NewRevisions],
            Timeline = [.. scene.Change.NewEntries],
            Rounds = rounds,
            BreakGlass = glass,
            Delegations = [.. scene.House.Delegations],
            Persons = [.. scene.House.Who.Persons.Select(person => new EvidencePerson(person.Person, person.Name, [.. scene.House.Accounts.Where(account => account.Person == person.Person).Select(account => account.Account)], [.. scene.House.Same.Where(same => same.One == person.Person).Select(same => same.Other)]))],
            Audit = new(chain[^1].Sequence, chain[^1].Hash, [.. chain.Where(entry => entry.Object == "CHG-12")]),
        };
    }

    /// <summary>The whole chain that such a pack was taken from, and that it was taken.</summary>
    public static List<AuditEntry> Chain(EvidenceFacts facts, string seal)
    {
        var chain = new List<AuditEntry>();
        foreach (var entry in facts.Audit.Entries)
        {
            if (chain.Count % 5 == 3) Append(chain, "EVT-7", "event.commented", Party.Portal, entry.At, "");
            chain.Add(entry);
        }

        Append(chain, "EVT-8", "event.closed", Party.Portal, MadeAt, "");
        Append(chain, "CHG-12", ExportEvidence.ActName, Party.Portal, MadeAt, $$"""{"form":"Json","seal":"{{seal}}"}""");
        return chain;
    }

    public static void Append(List<AuditEntry> chain, string about, string act, Party by, DateTimeOffset at, string after)
    {
        var draft = Entry("");
        chain.Add(Entry(draft.ComputeHash()));

        AuditEntry Entry(string hash) => new()
        {
            Sequence = chain.Count + 1,
            At = AuditEntry.Truncate(at),
            Actor = by.Name,
            Account = by.Account,
            Person = by.Person?.ToString() ?? "",
            From = by == Party.Portal ? "" : "192.0.2.1",
            Act = act,
            Object = about,
            Before = "",
            After = after,
            PreviousHash = chain.Count == 0 ? AuditEntry.Genesis : chain[^1].Hash,
            Hash = hash,
        };
    }

    /// <summary>A plan as large as one may be, in many scripts.</summary>
    public static ChangePlan Large { get; } = Scene.Plan with
    {
        Title = "Обновление кассы — δοκιμή — שלום עולם — مرحبا — 結帳 🙂",
        Reason = string.Join("\n", Enumerable.Range(1, 30).Select(line => $"{line}: the quick brown fox jumps over the lazy dog, and once more, until the line is much longer than the page is wide.")),
        Impact = new string('x', 2000),
        Components = [.. Enumerable.Range(0, ChangePlan.MaxComponents).Select(at => new ComponentVersion(new($"service-{at:000}"), $"component-with-a-long-name-{at:000}", $"2.1.{at}", Scene.Commit, Scene.Digest))],
        Steps = [.. Enumerable.Range(1, ChangePlan.MaxSteps).Select(at => new PlanStep($"Step {at}", at % 7 == 0 ? string.Join(' ', Enumerable.Repeat("carefully", 400)) : "as ever"))],
        Parameters = [new("certificate", new string('A', ChangePlan.MaxValueLength))],
    };
}
