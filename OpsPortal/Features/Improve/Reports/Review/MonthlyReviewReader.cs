using System.Runtime.CompilerServices;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>Reads the monthly service review: every report of a month as a chapter, under one story and one scorecard. The same rows make the same document.</summary>
internal sealed class MonthlyReviewReader(ReportShelf shelf, Catalogue catalogue, TimeProvider clock, ILogger<MonthlyReviewReader> log) : IDisposable
{
    public const string Name = "monthly-review", Title = "Monthly service review", Asks = "How did the month go, what changed, and what is to be decided?";

    public static ReportHead Head { get; } = new(Name, Title, Asks, Audience.Management);

    /// <summary>Chapters that are read at once, over all who ask: more would only wait for the same disk.</summary>
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <summary>The chapters in the order of the review: what managers ask about first, then deliveries, then the desk.</summary>
    public IReadOnlyList<ReportHead> Heads => [.. shelf.Heads.OrderByDescending(head => head.Audience)];

    /// <summary>Refused without <see cref="Permissions.ReportsRead"/>. A chapter that cannot be read says so and the rest is there.</summary>
    public async Task<Outcome<ReportDocument>> ReadAsync(Actor by, ReportQuestion question, CancellationToken stopping)
    {
        if (!by.May(Permissions.ReportsRead)) return Refusals.Forbidden(Permissions.ReportsRead);
        var chapters = new List<ReviewChapter>();
        await foreach (var chapter in ChaptersAsync(by, question, stopping)) chapters.Add(chapter);
        return Compose(question, chapters);
    }

    /// <summary>The chapters, each as soon as it is read.</summary>
    public async IAsyncEnumerable<ReviewChapter> ChaptersAsync(Actor by, ReportQuestion question, [EnumeratorCancellation] CancellationToken stopping)
    {
        // On threads of the pool: SQLite answers at once or not at all, and a page must not wait for it.
        var reading = Heads.Select(head => Task.Run(() => ReadAsync(by, head, question, stopping), stopping)).ToList();
        await foreach (var read in Task.WhenEach(reading).WithCancellation(stopping)) yield return await read;
    }

    /// <summary>Puts the review together from chapters in any order.</summary>
    public ReportDocument Compose(ReportQuestion question, IReadOnlyCollection<ReviewChapter> read)
    {
        var chapters = Heads.Select(head => read.FirstOrDefault(chapter => chapter.Head.Name == head.Name)).OfType<ReviewChapter>().ToList();
        IReadOnlyList<string> notes = question.Period.End > clock.GetUtcNow() ? ["The month is not over: what is counted is what has happened so far, against the whole of what it is compared with."] : [];
        return new(Name, Title, Asks, question.Period, question.Compared, new EstateNames(catalogue.Current).Scope(question), ReviewStory.Of(chapters, ReportMonth.Of(question.Period.From).Name),
            [Scorecard.Of(question, chapters, notes), .. chapters.Select(chapter => chapter.Report ?? new(chapter.Head, question.Period, question.Compared, [], [], [], [], [], [chapter.Failed]))]);
    }

    public void Dispose() => _turns.Dispose();

    private async Task<ReviewChapter> ReadAsync(Actor by, ReportHead head, ReportQuestion question, CancellationToken stopping)
    {
        await _turns.WaitAsync(stopping);
        try
        {
            return await shelf.ReadAsync(by, head.Name, question, stopping) switch
            {
                Outcome<Report>.Done(var report) => new(head, report),
                var refused => new(head, null, refused.Refusal!.Message),
            };
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            log.NotRead(failed, head.Name);
            return new(head, null, StorageTrouble.Explain(failed)?.Message ?? "This chapter could not be read; the portal's log says why. The others are complete.");
        }
        finally
        {
            _turns.Release();
        }
    }
}

internal static partial class ReviewLog
{
    [LoggerMessage(8350, LogLevel.Error, "The chapter {Report} of a monthly review could not be read")]
    public static partial void NotRead(this ILogger log, Exception failed, string report);
}
