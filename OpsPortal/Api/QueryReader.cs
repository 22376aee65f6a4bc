using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Api;

/// <summary>Reads the values of a list's address one by one and keeps the first that is wrong, in words that say what is allowed.</summary>
internal sealed class QueryReader
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Null while everything read was right.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Names in any case; numbers are not taken for names.</summary>
    public IReadOnlyList<T> Names<T>(string parameter, string[]? values) where T : struct, Enum =>
        [.. OneOf(parameter, values, Enum.GetNames<T>()).Select(Enum.Parse<T>)];

    public T Name<T>(string parameter, string? value, T otherwise) where T : struct, Enum =>
        string.IsNullOrEmpty(value) || Names<T>(parameter, [value]) is not [var read] ? otherwise : read;

    /// <summary>The values as <paramref name="allowed"/> spells them.</summary>
    public IReadOnlyList<string> OneOf(string parameter, string[]? values, IReadOnlyList<string> allowed)
    {
        var read = new List<string>();
        foreach (var value in values ?? [])
        {
            if (allowed.FirstOrDefault(name => string.Equals(name, value, StringComparison.OrdinalIgnoreCase)) is { } known) read.Add(known);
            else Refuse(parameter, value, $"one of {string.Join(", ", allowed)}");
        }

        return read;
    }

    public int Limit(string? value)
    {
        if (string.IsNullOrEmpty(value)) return DefaultLimit;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit) return limit;
        Refuse("limit", value, $"a number from 1 to {MaxLimit}");
        return DefaultLimit;
    }

    /// <summary>UTC where no offset is given; a day stands for its first instant.</summary>
    public DateTimeOffset? Instant(string parameter, string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return at;
        Refuse(parameter, value, "an instant as 2026-03-01T12:00:00Z");
        return null;
    }

    /// <summary>A cursor is taken from an answer, never made up.</summary>
    public string? Cursor(string? value, Func<string, bool> readable)
    {
        if (string.IsNullOrEmpty(value) || readable(value)) return value;
        Refuse("cursor", value, "the \"next\" of an earlier answer");
        return null;
    }

    public void Refuse(string parameter, string value, string allowed) =>
        Refusal ??= new("request.unknown-value", $"{parameter} cannot be \"{value}\"; it is {allowed}.");
}
