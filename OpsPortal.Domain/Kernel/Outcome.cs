namespace OpsPortal.Domain.Kernel;

/// <summary>Why a request was refused, in words the API, the page and the audit trail all show.</summary>
/// <param name="Code">Stable and machine-readable, as <c>event.already-acknowledged</c>.</param>
/// <param name="Message">One plain sentence for a person: what stands in the way and, where it helps, what to do.</param>
public sealed record Refusal(string Code, string Message);

/// <summary>The answer to a request the domain may refuse. Bugs still throw; refusals never do.</summary>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>The request was carried out.</summary>
    public sealed record Done(T Value) : Outcome<T>;

    /// <summary>The request was refused and nothing has changed.</summary>
    public sealed record Refused(Refusal Why) : Outcome<T>;

    /// <summary>The refusal, or null where the request was carried out.</summary>
    public Refusal? Refusal => (this as Refused)?.Why;

    public static implicit operator Outcome<T>(T value) => new Done(value);

    public static implicit operator Outcome<T>(Refusal why) => new Refused(why);
}
