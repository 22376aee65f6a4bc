using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>How far a sending has come.</summary>
public enum SendingState
{
    /// <summary>The report is still to be made, or is being made.</summary>
    Making,

    /// <summary>It is made, and mails are on their way or have ended.</summary>
    Made,

    /// <summary>It could not be made, or must not be; nobody was sent anything.</summary>
    NotMade,
}

/// <summary>One time that a report was, or is to be, mailed: a line of the history.</summary>
public sealed class ReportSending
{
    public const int MaxWhyLength = 1000;

    /// <summary>How often making it is tried.</summary>
    public const int MostAttempts = 5;

    /// <summary>Nobody else begins to make it for so long; whoever was at it is gone afterwards.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>Kept for so long.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(731);

    /// <summary>At most so many of each schedule are kept, the newest.</summary>
    public const int MostKept = 200;

    public Guid Id { get; private init; }

    public ScheduleNumber Schedule { get; private init; }

    /// <summary>UTC; the time of the timetable, or the moment when somebody pressed.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>Who pressed; empty: the timetable.</summary>
    public string AskedBy { get; private init; } = "";

    public SendingState State { get; private set; }

    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>The first day it is about; null: not made.</summary>
    public DateOnly? From { get; private set; }

    public DateOnly? To { get; private set; }

    /// <summary>What it is called, as in the mail; empty: not made.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Why it was not made, or what went wrong last.</summary>
    public string Why { get; private set; } = "";

    public int Attempts { get; private set; }

    /// <summary>When it may be taken up by whoever comes; null: there is nothing more to make.</summary>
    public DateTimeOffset? FreeAt { get; private set; }

    public int Version { get; private set; }

    public static ReportSending Of(ReportSchedule schedule, DateTimeOffset due, string askedBy, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), Schedule = schedule.Number, DueAt = due, AskedBy = askedBy, FreeAt = now };

    /// <summary>Somebody begins to make it. False: somebody else is at it, it was tried too often, or it is made.</summary>
    public bool Claim(DateTimeOffset now)
    {
        if (State != SendingState.Making || FreeAt > now) return false;
        Version++;
        if (Attempts >= MostAttempts)
        {
            (State, FreeAt) = (SendingState.NotMade, null);
            if (Why.Length == 0) Why = "The portal stopped each time while it was making the report.";
            return false;
        }

        Attempts++;
        FreeAt = now + Lease;
        return true;
    }

    public void Made(string title, ReportPeriod period, DateTimeOffset now)
    {
        (State, MadeAt, FreeAt, Title, From, To, Why) = (SendingState.Made, now, null, title, period.From, period.To, "");
        Version++;
    }

    /// <summary>It must not be made, and trying again would change nothing.</summary>
    public void Refuse(string why)
    {
        (State, FreeAt, Why) = (SendingState.NotMade, null, Cut(why));
        Version++;
    }

    /// <summary>Making it went wrong: it is tried again later, twice as late each time, or given up.</summary>
    public void Fail(string why, DateTimeOffset now)
    {
        Why = Cut(why);
        if (Attempts >= MostAttempts) (State, FreeAt) = (SendingState.NotMade, null);
        else FreeAt = now + TimeSpan.FromMinutes(Math.Pow(2, Attempts - 1));
        Version++;
    }

    /// <summary>What was not made is made anew. False: it was.</summary>
    public bool Again(DateTimeOffset now)
    {
        if (State != SendingState.NotMade) return false;
        (State, FreeAt, Attempts, Why) = (SendingState.Making, now, 0, "");
        Version++;
        return true;
    }

    /// <summary>Some of its mails are sent again; of two who ask for that at once, the second finds that nothing failed.</summary>
    public void Repeat() => Version++;

    private static string Cut(string why) => why.Length <= MaxWhyLength ? why : why[..MaxWhyLength];
}

/// <summary>How the mail to one recipient went.</summary>
public enum MailState
{
    Waiting,
    Sent,
    Failed,
}

/// <summary>The mail of a sending to one recipient.</summary>
public sealed class ReportMail
{
    public Guid Id { get; init; }

    public Guid Sending { get; init; }

    public required string Address { get; init; }

    /// <summary>The message in the outbox that carries it.</summary>
    public Guid Message { get; private set; }

    public MailState State { get; private set; }

    /// <summary>UTC; when it was sent, or given up.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What the mail server said last, or what went wrong.</summary>
    public string Said { get; private set; } = "";

    public void Carried(Guid message) => (Message, State, EndedAt) = (message, MailState.Waiting, null);

    public void Settle(MailState state, string said, DateTimeOffset now) =>
        (State, EndedAt, Said) = (state, state == MailState.Waiting ? null : now, said.Length <= ReportSending.MaxWhyLength ? said : said[..ReportSending.MaxWhyLength]);
}

/// <summary>What was attached, kept as it was sent.</summary>
public sealed class ReportFile
{
    public const int MaxNameLength = 200, MaxTypeLength = 100;

    public Guid Id { get; init; }

    public Guid Sending { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public int Size { get; init; }

    public required byte[] Bytes { get; init; }
}
