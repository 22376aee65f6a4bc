using OpsPortal.Outgoing.Outbox;

namespace OpsPortal.Features.Inform.Deliveries;

/// <summary>How a message travels.</summary>
public enum DeliveryWay
{
    Mail,

    /// <summary>A webhook or a chat.</summary>
    Web,

    /// <summary>A script of a trigger; nothing leaves the machine.</summary>
    Script,
}

/// <summary>Where a message stands.</summary>
public enum DeliveryState
{
    Waiting,
    Sending,
    Sent,
    GivenUp,
    Withdrawn,
}

/// <summary>One message that leaves, or left, the portal.</summary>
/// <param name="What">What it says, in one line.</param>
/// <param name="About">What it is about, as <c>ANN-1</c>.</param>
/// <param name="To">Whom it goes to; a mail address is masked for those who may not see it.</param>
/// <param name="Said">What the other side said last, or what went wrong.</param>
/// <param name="DueAt">When it is tried next; null: never again, or now.</param>
public sealed record DeliveryRow(Guid Id, DateTimeOffset At, DeliveryWay Way, string What, string About, string To, DeliveryState State, int Attempts, string Said, DateTimeOffset? DueAt, DateTimeOffset? EndedAt);

/// <summary>One attempt.</summary>
public sealed record DeliveryAttempt(int Attempt, DateTimeOffset At, int TookMilliseconds, bool Succeeded, string Said);

/// <summary>Which deliveries a list shows. What is empty does not narrow.</summary>
public sealed record DeliveryFilter
{
    /// <summary>Occurs in whom it goes to, what it says or what it is about.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<DeliveryState> States { get; init; } = [];

    public IReadOnlyList<DeliveryWay> Ways { get; init; } = [];
}

/// <summary>Hides a mail address from those who may not see it.</summary>
internal static class AddressMask
{
    /// <summary>As <c>a•••@example.org</c>; what is no mail address stays as it is.</summary>
    public static string Of(string shown) => shown.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{shown[0]}•••{shown[at..]}" : shown;

    public static DeliveryState Of(OutboxState state) => Enum.Parse<DeliveryState>(state.ToString());
}
