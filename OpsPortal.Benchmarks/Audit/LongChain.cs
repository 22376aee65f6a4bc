using OpsPortal.Domain.Audit;

namespace OpsPortal.Benchmarks.Audit;

/// <summary>A chain as a busy organisation writes it in a few years: most acts change a few facts of an event, some the plan of a change.</summary>
internal sealed class LongChain(int length, DateTimeOffset end)
{
    private const string Before = """{"state":"Prioritised","owner":"","priority":"P3"}""", After = """{"state":"Investigating","owner":"Dana Müller","priority":"P3"}""";
    private static readonly string Plan = $$"""{"title":"Checkout 2.1","steps":[{{string.Join(',', Enumerable.Range(1, 20).Select(step => $$"""{"title":"Step {{step}}","detail":"As the runbook of the team says"}"""))}}]}""";
    private static readonly string[] Acts = ["event.acknowledged", "event.assigned", "event.commented", "event.resolved", "event.closed"];

    public int Length => length;

    /// <summary>In order; the same numbers give the same entries.</summary>
    public IEnumerable<AuditEntry> All()
    {
        var previous = AuditEntry.Genesis;
        for (var sequence = 1L; sequence <= length; sequence++)
        {
            var hash = Entry(sequence, previous, "").ComputeHash();
            yield return Entry(sequence, previous, hash);
            previous = hash;
        }
    }

    private AuditEntry Entry(long sequence, string previous, string hash)
    {
        var isChange = sequence % 50 == 0;
        return new()
        {
            Sequence = sequence,
            At = AuditEntry.Truncate(end.AddSeconds(sequence - length)),
            Actor = "Dana Müller",
            Account = "dana.mueller@example.org",
            Person = "0199c2a4-8f30-7c41-9d7e-2b64a1f0c3d5",
            From = "192.0.2.17",
            Act = isChange ? "change.edited" : Acts[sequence % Acts.Length],
            Object = FormattableString.Invariant($"{(isChange ? "CHG" : "EVT")}-{1000 + (sequence / 5)}"),
            Before = isChange ? "" : Before,
            After = isChange ? Plan : After,
            PreviousHash = previous,
            Hash = hash,
        };
    }
}
