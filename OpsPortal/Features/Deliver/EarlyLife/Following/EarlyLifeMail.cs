using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Telling;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Following;

/// <summary>Tells owner and roster by mail, in the transaction of what they are told of.</summary>
internal sealed class EarlyLifeMail(ApprovalMail mail, InformLinks links)
{
    public Task DayAsync(OpsDb db, EarlyLifeSupport support, DailySummary day, DateTimeOffset at, CancellationToken stopping)
    {
        List<string> said = [$"{day.StandsBy} stands by today. {support.Terms.Owner.Name} answers for it.", day.Words];
        if (day.IsOverdue) said.Add($"It was to end on {Day(support.Until)}. It goes on until every criterion holds, or somebody decides otherwise.");
        else said.Add($"It lasts until {Day(support.Until)}.");
        return TellAsync(db, support, "early-life.day", $"Early-life support of {support.Deployment}, day {day.Day}{(day.IsOverdue ? ": overdue" : "")}", said, at, stopping);
    }

    public Task EndedAsync(OpsDb db, EarlyLifeSupport support, DateTimeOffset at, CancellationToken stopping)
    {
        List<string> said = [support.Decision.Length > 0 ? $"{support.EndedBy} decided it: {support.Decision}" : $"{support.EndedBy} ended it; every criterion holds.", .. support.LeftOpen.Select(open => $"Left open: {open}")];
        if (support.Terms.Thresholds.Count > 0) said.Add($"These warn as usual again: {string.Join(", ", support.Terms.Thresholds.Select(threshold => threshold.Monitor))}.");
        return TellAsync(db, support, "early-life.ended", $"Early-life support of {support.Deployment} has ended", said, at, stopping);
    }

    private Task TellAsync(OpsDb db, EarlyLifeSupport support, string type, string subject, IReadOnlyList<string> said, DateTimeOffset at, CancellationToken stopping)
    {
        HashSet<PersonId> people = [support.Terms.Owner.Person, .. support.Terms.Roster.Select(one => one.Person)];
        return mail.TellAsync(db, people, new(type, subject, said, []) { Link = links.To($"/deployments/early-life/{support.Deployment}"), LinkText = "Look at it" }, support.Deployment.ToString(), at, stopping);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
