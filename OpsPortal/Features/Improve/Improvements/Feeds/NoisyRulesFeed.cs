using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Rules and monitors over their noise budget.</summary>
internal sealed class NoisyRulesFeed(IOptions<ImproveOptions> options) : IFeed
{
    private const int Most = 200;

    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var usual = options.Value.NoiseBudgetPerWeek;
        var over = await db.Set<NoisyRule>().AsNoTracking().Where(rule => rule.Worst > (rule.Allowance ?? usual)).OrderByDescending(rule => rule.Worst).ThenBy(rule => rule.Id).Take(Most).ToListAsync(stopping);
        return [.. over.Where(rule => rule.Week == NoiseWeek.Of(now)).Select(rule => Found(rule, usual))];
    }

    /// <summary>An improvement that ended within a week answers for all of it; only a later week that is too noisy makes another.</summary>
    private static Finding Found(NoisyRule rule, int usual)
    {
        var at = NoiseWeek.Begin(rule.NoiseThisWeek > rule.Budget(usual) ? rule.Week : rule.Week.AddDays(-7));
        return new(ImprovementSource.NoisyRule, $"noise:{rule.Subject}", at, Findings.Draft(
            $"{rule.Name} raises more noise than it may",
            string.Create(CultureInfo.InvariantCulture, $"{rule.NoiseLastWeek} events last week and {rule.NoiseThisWeek} this week that nobody worked; it may raise {rule.Budget(usual)} a week. Its page shows what would make it quieter, tried on the past."),
            "People are called only for what they work on.", rule.Service, string.Create(CultureInfo.InvariantCulture, $"/improvements/noise/{rule.Id}")),
            new($"Events of {Cut(rule.Name)} that nobody worked", "events", MeasureKind.NoiseOfRule, rule.Subject.ToString()));
    }

    private static string Cut(string name) => name.Length <= 140 ? name : Domain.Kernel.OneLine.Of(name, 140);
}
