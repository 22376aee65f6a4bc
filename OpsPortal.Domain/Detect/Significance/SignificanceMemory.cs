using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Significance;

/// <summary>What rules that look at several signals together remember. Owned by whoever judges; not for several threads.</summary>
public sealed class SignificanceMemory
{
    /// <summary>Most groups remembered; a rule that counts by a label of endless values must not fill the memory.</summary>
    public const int MaxGroups = 100_000;

    private readonly Dictionary<(Guid Rule, Fingerprint Group), GroupMemory> _groups = [];

    public int Count => _groups.Count;

    /// <summary>Every group, in no particular order.</summary>
    public IEnumerable<GroupMemory> Groups => _groups.Values;

    /// <summary>The memory of a rule's group of these values, made where there was none; null where there is no room.</summary>
    public GroupMemory? Of(SignificanceRule rule, LabelSet group)
    {
        if (_groups.TryGetValue((rule.Id, group.Fingerprint), out var known)) return known;
        if (_groups.Count >= MaxGroups) return null;
        return _groups[(rule.Id, group.Fingerprint)] = new(rule.Id, group);
    }

    /// <summary>Puts back what an earlier run has stored.</summary>
    public void Restore(GroupMemory group) => _groups[(group.Rule, group.Labels.Fingerprint)] = group;

    /// <summary>Lets go of groups of rules that no longer are, and of what lies further back than its rule looks.</summary>
    /// <returns>The groups let go of.</returns>
    public IReadOnlyList<GroupMemory> Forget(IReadOnlyDictionary<Guid, SignificanceRule> rules, DateTimeOffset now)
    {
        var gone = _groups.Values.Where(group => !rules.TryGetValue(group.Rule, out var rule) || rule.Test.Kind != TestKind.Absence && now - group.LastAt > Reach(rule.Test)).ToList();
        foreach (var group in gone) _groups.Remove((group.Rule, group.Labels.Fingerprint));
        return gone;
    }

    private static TimeSpan Reach(SignificanceTest test) => test.Kind == TestKind.RateChange ? test.Within * (SignificanceTest.WindowsBefore + 1) : test.Within;
}

/// <summary>What one rule remembers of the signals that share the values it counts by.</summary>
public sealed class GroupMemory(Guid rule, LabelSet labels)
{
    private readonly Queue<DateTimeOffset> _times = new();
    private readonly int[] _windows = new int[SignificanceTest.WindowsBefore + 1];
    private long _window = long.MinValue;

    public Guid Rule => rule;

    public LabelSet Labels => labels;

    /// <summary>When the first signal came; <see cref="DateTimeOffset.MinValue"/>: none has.</summary>
    public DateTimeOffset FirstAt { get; set; }

    /// <summary>When the latest signal came, or when waiting for one began.</summary>
    public DateTimeOffset LastAt { get; set; }

    /// <summary>An event tells of its absence now.</summary>
    public bool IsAbsent { get; set; }

    /// <summary>What is stored of it is behind.</summary>
    public bool IsChanged { get; set; }

    public void See(DateTimeOffset now)
    {
        if (FirstAt == default) FirstAt = now;
        (LastAt, IsChanged) = (now, true);
    }

    /// <summary>Notes a signal; returns how many, up to <paramref name="most"/>, came within the time that ends now.</summary>
    public int CountWithin(TimeSpan within, int most, DateTimeOffset now)
    {
        _times.Enqueue(now);
        while (_times.Count > most || now - _times.Peek() > within) _times.Dequeue();
        return _times.Count;
    }

    /// <summary>Notes a signal; returns how many came in the present window and how many in each of those before it on average.</summary>
    /// <returns><c>Usual</c> is null until two windows have passed: before that nothing is usual.</returns>
    public (int Now, double? Usual) CountPerWindow(TimeSpan within, DateTimeOffset now)
    {
        var window = now.UtcTicks / within.Ticks;
        if (_window == long.MinValue) _window = window;
        var passed = (int)Math.Min(window - _window, _windows.Length);
        for (var step = 0; step < passed; step++)
        {
            Array.Copy(_windows, 0, _windows, 1, _windows.Length - 1);
            _windows[0] = 0;
        }

        if (passed > 0) _window = window;
        _windows[0]++;
        var complete = Math.Min(SignificanceTest.WindowsBefore, (now - FirstAt).Ticks / within.Ticks);
        return (_windows[0], complete < 2 ? null : _windows.Skip(1).Take((int)complete).Average());
    }
}
