using System.Globalization;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Releases.Switches;

/// <summary>Who has a feature: nobody, some groups, a share of everybody else, or all.</summary>
/// <param name="Share">Of all subjects, in hundredths of a percent, 0 to 10 000. Whoever has it keeps it as the share rises.</param>
/// <param name="Groups">Whoever is in one of them has it, whatever the share.</param>
public sealed record SwitchRule(bool IsOn, int Share, IReadOnlyList<string> Groups)
{
    public const int Everybody = 10_000, MaxGroups = 200, MaxGroupLength = 120;

    public static SwitchRule Off { get; } = new(false, 0, []);

    /// <summary>Whether some of all subjects have it, and not only those of named groups.</summary>
    public bool IsOpen => IsOn && Share > 0;

    /// <summary>Why it cannot be, or null where it can.</summary>
    public Refusal? Fault()
    {
        if (Share is < 0 or > Everybody) return new("switch.invalid-share", "The share is from 0 to 100 percent.");
        return Groups.Count > MaxGroups || Groups.Any(group => Plain.Fault("group", group, MaxGroupLength) is not null) ? new("switch.invalid-group", $"At most {MaxGroups} groups, each named in one line.") : null;
    }

    /// <summary>The same, on; where nobody was named, for everybody.</summary>
    public SwitchRule TurnedOn() => this with { IsOn = true, Share = Share == 0 && Groups.Count == 0 ? Everybody : Share };

    /// <summary>As people read it, <c>On for 12.5 %, and for staff</c>.</summary>
    public override string ToString()
    {
        if (!IsOn) return "Off";
        var share = Share == Everybody ? "everybody" : Share == 0 && Groups.Count == 0 ? "nobody" : string.Create(CultureInfo.InvariantCulture, $"{Share / 100.0:0.##} %");
        return Groups.Count == 0 || Share == Everybody ? $"On for {share}" : Share == 0 ? $"On for {string.Join(", ", Groups)}" : $"On for {share}, and for {string.Join(", ", Groups)}";
    }
}

/// <summary>Makes a feature available to some and not to others, without another deployment. All instants are UTC.</summary>
public sealed class FeatureSwitch
{
    public const int MaxKeyLength = 80;

    /// <summary>As applications ask for it, <c>new-checkout</c>; it never changes.</summary>
    public required string Key { get; init; }

    public SwitchRule Rule { get; private set; } = SwitchRule.Off;

    /// <summary>Who set it last, as shown.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>Why it was set so; empty: it was never set.</summary>
    public string ChangedWhy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>A new one, off. Refused for a key that is none.</summary>
    public static Outcome<FeatureSwitch> Create(string key, Party by, DateTimeOffset at) =>
        IsKey(key) ? new FeatureSwitch { Key = key, ChangedBy = by.Name, ChangedAt = at } : ReleaseRefusals.BadSwitch(key);

    /// <summary>Refused for a rule that cannot stand.</summary>
    /// <param name="reason">At most <see cref="ReleaseEntry.MaxTextLength"/> characters.</param>
    public Outcome<FeatureSwitch> Set(SwitchRule rule, Party by, DateTimeOffset at, string reason = "")
    {
        if (rule.Fault() is { } why) return why;
        if (reason.Length > ReleaseEntry.MaxTextLength || ReleaseEntry.IsUnprintable(reason)) return ReleaseRefusals.BadText("reason", ReleaseEntry.MaxTextLength);
        (Rule, ChangedBy, ChangedAt, ChangedWhy) = (rule, by.Name, at, reason);
        Version++;
        return this;
    }

    public SwitchAnswer Evaluate(SwitchSubject subject) => SwitchAnswer.Of(Key, Rule, subject);

    /// <summary>Lower-case letters of ASCII, digits, and hyphens or dots between them.</summary>
    public static bool IsKey(string text) => text.Length is > 0 and <= MaxKeyLength && char.IsAsciiLetterLower(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.');
}
