using System.Diagnostics;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Benchmarks.Queue;

/// <summary>How long the server takes for a page of the queue, whatever is asked, among a million events.</summary>
internal sealed class QueueBenchmark(ServerPark servers, Func<Task<FilledDatabase>> onSqlite, Scale scale, TimeProvider clock)
{
    private const int Rows = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(Report report)
    {
        report.Say($"The queue: {Written.Number(scale.Events)} events, a tenth of them open, {scale.Calls} calls of each question, pages of {Rows} rows.");
        var sqlite = await AskAsync(await onSqlite(), report, "SQLite");
        using var onPostgres = await FilledDatabase.OnPostgresAsync(servers, scale, report, clock);
        var postgres = await AskAsync(onPostgres, report, "PostgreSQL");
        foreach (var (question, took) in sqlite) report.Add(Finding.Told($"queue: {question}", Written.Milliseconds(took), Written.Milliseconds(postgres[question])));
        Worst(report, sqlite, "SQLite");
        Worst(report, postgres, "PostgreSQL");
    }

    private static void Worst(Report report, Dictionary<string, TimeSpan> answers, string database)
    {
        var (question, took) = answers.MaxBy(answer => answer.Value);
        report.Add(Finding.Held($"queue's page on {database}, worst of {answers.Count} questions ({question}), p95", "≤ 50 ms", Written.Milliseconds(took), took <= Limit));
    }

    /// <summary>The 95th percentile of each question.</summary>
    private async Task<Dictionary<string, TimeSpan>> AskAsync(FilledDatabase filled, Report report, string database)
    {
        var queries = new EventQueries(filled.Databases, clock);
        var answers = new Dictionary<string, TimeSpan>();
        foreach (var question in QueueFilters.All(filled.Content))
        {
            answers[question.Name] = await AskAsync(queries, question);
            report.Say($"  {database}, {question.Name}: {Written.Milliseconds(answers[question.Name])}");
        }

        return answers;
    }

    private async Task<TimeSpan> AskAsync(EventQueries queries, Question question)
    {
        string? cursor = null;
        for (var page = 1; page < question.Page; page++) cursor = (await queries.PageAsync(question.Filter, cursor, Rows, CancellationToken.None)).Next;
        for (var warmUp = 0; warmUp < 5; warmUp++) await queries.PageAsync(question.Filter, cursor, Rows, CancellationToken.None);
        var took = new List<TimeSpan>(scale.Calls);
        for (var call = 0; call < scale.Calls; call++)
        {
            var started = Stopwatch.GetTimestamp();
            await queries.PageAsync(question.Filter, cursor, Rows, CancellationToken.None);
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        return Percentile.Of(took, 0.95);
    }
}
