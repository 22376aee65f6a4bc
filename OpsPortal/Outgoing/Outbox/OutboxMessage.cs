namespace OpsPortal.Outgoing.Outbox;

internal enum OutboxState
{
    /// <summary>Due now or later.</summary>
    Waiting,

    /// <summary>Somebody is at it, until its lease ends.</summary>
    Sending,
    Sent,

    /// <summary>Tried as often as it may be, or must not be tried again.</summary>
    GivenUp,

    /// <summary>Called off before it was sent.</summary>
    Withdrawn,
}

/// <summary>Something that is to leave the house, written in the transaction of what caused it.</summary>
internal sealed class OutboxMessage
{
    public const int MaxAboutLength = 100;
    public const int MaxErrorLength = 2000;
    public const int MaxRecipientLength = 300;
    public const int MaxSubjectLength = 300;

    /// <summary>Also the idempotency key that the receiver sees.</summary>
    public Guid Id { get; init; }

    /// <summary>Who sends it: the <see cref="IOutboxSender.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, for people and for its sender: <c>RUN-17</c>.</summary>
    public required string About { get; init; }

    /// <summary>Whom it goes to, as the delivery log shows it: a mail address, the host of a webhook; empty: its content says.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>What it says, in one line; empty: what it is about says it all.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What the sender needs, in its own words. Never a secret.</summary>
    public required string Content { get; init; }

    /// <summary>A secret the sender needs, sealed by <see cref="OutboxSeal"/>; null: none.</summary>
    public string? SealedSecret { get; init; }

    /// <summary>Whether it may be sent again where nobody knows if it was sent: its receiver must tell repeats by the id.</summary>
    public bool Repeatable { get; init; }

    public int MaxAttempts { get; set; }

    public int TimeOutSeconds { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null: it is under way or over.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public OutboxState State { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>When whoever is at it must be done; afterwards it is taken to have been interrupted.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string LastError { get; private set; } = "";

    /// <summary>Raised by every move, so that no two are at it.</summary>
    public int Version { get; private set; }

    public void Claim(DateTimeOffset now, TimeSpan slack)
    {
        (State, DueAt, LeaseUntil) = (OutboxState.Sending, null, now + TimeSpan.FromSeconds(TimeOutSeconds) + slack);
        Attempts++;
        Version++;
    }

    /// <summary>Notes how an attempt went.</summary>
    /// <param name="again">When it is tried again; null: never.</param>
    public void Settle(bool succeeded, string error, DateTimeOffset? again, DateTimeOffset now)
    {
        LeaseUntil = null;
        LastError = error.Length <= MaxErrorLength ? error : error[..MaxErrorLength];
        Version++;
        if (!succeeded && again is not null) (State, DueAt) = (OutboxState.Waiting, again);
        else (State, DueAt, EndedAt) = (succeeded ? OutboxState.Sent : OutboxState.GivenUp, null, now);
    }

    /// <summary>Tries once more what was given up, as often again. False: it was not given up.</summary>
    public bool Retry(DateTimeOffset now, int attempts)
    {
        if (State != OutboxState.GivenUp) return false;
        (State, DueAt, EndedAt, MaxAttempts) = (OutboxState.Waiting, now, null, Attempts + attempts);
        Version++;
        return true;
    }

    /// <summary>Calls it off. False: somebody is at it, or it is over.</summary>
    public bool Withdraw(DateTimeOffset now)
    {
        if (State != OutboxState.Waiting) return false;
        (State, DueAt, EndedAt) = (OutboxState.Withdrawn, null, now);
        Version++;
        return true;
    }
}

/// <summary>One line of the delivery log.</summary>
internal sealed class OutboxAttempt
{
    public long Id { get; private set; }

    public Guid Message { get; init; }

    public int Attempt { get; init; }

    /// <summary>UTC; when it ended.</summary>
    public DateTimeOffset At { get; init; }

    public int TookMilliseconds { get; init; }

    public bool Succeeded { get; init; }

    /// <summary>The status, or what went wrong, in words.</summary>
    public required string Said { get; init; }
}
