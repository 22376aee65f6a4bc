using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Queue;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve;
using OpsPortal.Features.Improve.Reports;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Print;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Review;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Peers;
using OpsPortal.Storage;
using Answer = OpsPortal.Features.Improve.Reports.Model.Report;
using Findings = OpsPortal.Benchmarks.Measured.Report;

namespace OpsPortal.Benchmarks.Reports;

/// <summary>Every report over a year of ten million events and a hundred thousand deployments.</summary>
internal sealed class ReportsBenchmark(Scale scale, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500), PrintLimit = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Findings findings)
    {
        var part = Math.Min(1.0, scale.Events / 1_000_000.0);
        using var filled = await FilledDatabase.OnSqliteAsync(Places.NewFolder("reports"), scale with { Events = 100 }, findings, clock);
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var year = new YearOfSums((long)(10_000_000 * part), (int)(100_000 * part), today.AddDays(-364));
        var watch = Stopwatch.StartNew();
        var sums = await year.WriteAsync(filled.Databases.CreateDbContext);
        findings.Say($"{Written.Number(sums)} sums of {Written.Number(year.Events)} events and {Written.Number(year.Deployments)} deployments written in {Written.Seconds(watch.Elapsed.TotalSeconds)}.");
        var services = new ServiceCollection().AddSingleton<IDbContextFactory<OpsDb>>(filled.Databases).AddSingleton(clock).AddSingleton<ChangeFeed>().AddSingleton<Catalogue>().AddLogging(log => log.ClearProviders())
            .AddSingleton(Options.Create(new JobOptions())).AddSingleton(Options.Create(new ProblemOptions())).AddSingleton(Options.Create(new ImproveOptions())).AddReportParts();
        await using var parts = services.BuildServiceProvider();
        var shelf = parts.GetRequiredService<ReportShelf>();
        var by = new Actor(null, "Bench", "", Permissions.All, "");
        if (ReportPeriod.Of(DateOnly.FromDateTime(year.Start.UtcDateTime), DateOnly.FromDateTime(today.UtcDateTime), "Europe/Berlin") is not Outcome<ReportPeriod>.Done(var period)) throw new InvalidOperationException("There is no such year.");
        foreach (var head in shelf.Heads)
        {
            var took = new List<TimeSpan>();
            for (var call = 0; call < 7; call++)
            {
                var started = Stopwatch.GetTimestamp();
                if (await shelf.ReadAsync(by, head.Name, new(period, Comparison.Before, "", null), CancellationToken.None) is not Outcome<Answer>.Done) throw new InvalidOperationException($"{head.Name} was refused.");
                if (call >= 2) took.Add(Stopwatch.GetElapsedTime(started));
            }

            took.Sort();
            findings.Add(Finding.Held($"report {head.Name} over a year of {Written.Number(year.Events)} events and {Written.Number(year.Deployments)} deployments, the slowest of {took.Count}", "≤ 500 ms", Written.Milliseconds(took[^1]), took[^1] <= Limit));
        }

        await PrintAsync(findings, parts.GetRequiredService<ReportDocuments>(), by, ReportMonth.LastWhole(clock.GetUtcNow(), "Europe/Berlin"));
    }

    /// <summary>From the question to the bytes, the first time included: who asks for it is seldom the second.</summary>
    private async Task PrintAsync(Findings findings, ReportDocuments documents, Actor by, ReportMonth month)
    {
        if (month.In("Europe/Berlin", clock.GetUtcNow()) is not Outcome<ReportPeriod>.Done(var period)) throw new InvalidOperationException("There is no such month.");
        List<TimeSpan> took = [];
        var size = 0;
        for (var call = 0; call < 3; call++)
        {
            var started = Stopwatch.GetTimestamp();
            if (await documents.ReadAsync(by, MonthlyReviewReader.Name, new(period, Comparison.Month, "", null), CancellationToken.None) is not Outcome<ReportDocument>.Done(var review)) throw new InvalidOperationException("The review was refused.");
            if (review.Chapters.Skip(1).Any(chapter => chapter.Definitions.Count == 0)) throw new InvalidOperationException("A chapter of the review could not be read.");
            size = (await ReportDownload.MakeAsync(review, ReportFormat.Pdf, clock.GetUtcNow(), CancellationToken.None)).Bytes.Length;
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        findings.Add(Finding.Held($"PDF of the monthly review ({Written.Number(size / 1000)} kB), the slowest of {took.Count}", "≤ 5 s", Written.Seconds(took.Max().TotalSeconds), took.Max() <= PrintLimit));
    }
}
