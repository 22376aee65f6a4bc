using OpsPortal.Domain.Improve.Schedules;

namespace OpsPortal.Features.Improve.Reports.Schedules.Queries;

/// <summary>How a sending went, all in all.</summary>
public enum SendingOutcome
{
    /// <summary>The report is being made, or mails wait.</summary>
    OnItsWay,

    /// <summary>Everybody was sent it.</summary>
    Sent,

    /// <summary>Some were sent it, and some were not.</summary>
    SentInPart,

    /// <summary>Nobody was sent it.</summary>
    Failed,
}

/// <summary>A file as it was sent.</summary>
/// <param name="Size">In bytes.</param>
public sealed record SentFile(Guid Id, string Name, string ContentType, int Size);

/// <summary>The mail to one recipient.</summary>
/// <param name="Said">What the mail server said last, or what went wrong.</param>
public sealed record SentMail(string Address, MailState State, DateTimeOffset? EndedAt, string Said);

/// <summary>A line of the history.</summary>
/// <param name="AskedBy">Who pressed; empty: the timetable.</param>
/// <param name="Why">Why it was not made, or what went wrong last; empty: nothing.</param>
public sealed record SendingRow(Guid Id, DateTimeOffset DueAt, string AskedBy, SendingState State, DateTimeOffset? MadeAt, DateOnly? From, DateOnly? To, string Title, string Why, IReadOnlyList<SentMail> Mails, IReadOnlyList<SentFile> Files)
{
    public SendingOutcome Outcome =>
        State == SendingState.NotMade ? SendingOutcome.Failed
        : State == SendingState.Making || Mails.Any(mail => mail.State == MailState.Waiting) ? SendingOutcome.OnItsWay
        : Mails.All(mail => mail.State == MailState.Sent) ? SendingOutcome.Sent
        : Mails.Any(mail => mail.State == MailState.Sent) ? SendingOutcome.SentInPart
        : SendingOutcome.Failed;

    /// <summary>What went wrong, of whatever part of it; empty: nothing.</summary>
    public string Trouble => Why.Length > 0 ? Why : string.Join(" ", Mails.Where(mail => mail.State == MailState.Failed).Select(mail => mail.Said).Distinct());
}

/// <summary>A schedule, with how its last sending went.</summary>
/// <param name="Title">What the report is called; its name where there is no such report any more.</param>
/// <param name="Last">Null: nothing was sent yet.</param>
public sealed record ScheduleRow(ReportSchedule Schedule, string Title, SendingRow? Last);
