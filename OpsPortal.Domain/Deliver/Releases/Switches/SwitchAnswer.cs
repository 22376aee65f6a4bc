using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsPortal.Domain.Deliver.Releases.Switches;

/// <summary>For whom is asked.</summary>
/// <param name="Key">Stable for each user, OpenFeature's targeting key; empty: nobody in particular.</param>
/// <param name="Groups">That the application says the user is in.</param>
public sealed record SwitchSubject(string Key, IReadOnlyCollection<string> Groups);

/// <summary>Why an answer is as it is; OpenFeature's reasons.</summary>
public enum SwitchReason
{
    /// <summary>The switch is off.</summary>
    Disabled,

    /// <summary>The subject is in a group that has it.</summary>
    TargetingMatch,

    /// <summary>By the share.</summary>
    Split,

    /// <summary>Everybody, or nobody, has it.</summary>
    Static,
}

/// <summary>Whether a subject has a feature.</summary>
public sealed record SwitchAnswer(bool Value, SwitchReason Reason)
{
    /// <summary>The same subject always gets the same answer of the same rule, on every machine.</summary>
    public static SwitchAnswer Of(string key, SwitchRule rule, SwitchSubject subject)
    {
        if (!rule.IsOn) return new(false, SwitchReason.Disabled);
        if (rule.Groups.Count > 0 && rule.Groups.Any(group => subject.Groups.Contains(group, StringComparer.OrdinalIgnoreCase))) return new(true, SwitchReason.TargetingMatch);
        if (rule.Share is 0 or SwitchRule.Everybody) return new(rule.Share > 0, SwitchReason.Static);

        // Nobody in particular cannot be told apart from anybody else, so a share is nothing to go by.
        return subject.Key.Length == 0 ? new(false, SwitchReason.Split) : new(Place(key, subject.Key) < rule.Share, SwitchReason.Split);
    }

    /// <summary>Where a subject stands, 0 to 9 999: the first eight bytes of SHA-256 over the switch's key, a zero byte and the subject's key, as a share of all there are.</summary>
    /// <remarks>Another order of subjects for every switch, so that not the same people are always first.</remarks>
    public static int Place(string key, string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\0{subject}"), hash);
        return (int)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(hash), SwitchRule.Everybody, out _);
    }
}
