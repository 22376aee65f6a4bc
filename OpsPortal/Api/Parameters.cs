using OpsPortal.Domain.Kernel;

namespace OpsPortal.Api;

/// <summary>Reads the query string of a list strictly: what is not understood is refused, because a filter that is ignored shows too much.</summary>
internal sealed class Parameters(IQueryCollection query)
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 500;

    /// <summary>The first thing that is wrong, with what is allowed; null: nothing is.</summary>
    public Refusal? Wrong { get; private set; }

    /// <summary>Refuses names that are not among these.</summary>
    public Parameters Only(params string[] names)
    {
        if (query.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown) Refuse(unknown, "", names);
        return this;
    }

    public string Text(string name) => query[name].ToString().Trim();

    public int Limit()
    {
        if (Text("limit") is not { Length: > 0 } text) return DefaultLimit;
        if (int.TryParse(text, out var limit) && limit is >= 1 and <= MostLimit) return limit;
        Refuse("limit", text, [$"1 to {MostLimit}"]);
        return DefaultLimit;
    }

    /// <summary>An instant with its zone; null where none is given.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { Length: > 0 } text) return null;
        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)) return at.ToUniversalTime();
        Refuse(name, text, ["an instant such as 2026-03-01T12:00:00Z"]);
        return null;
    }

    /// <summary>The values of a parameter that may be repeated or hold several, parted by commas.</summary>
    public IReadOnlyList<string> Values(string name) =>
        [.. query[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public IReadOnlyList<T> Values<T>(string name) where T : struct, Enum => [.. Values(name).Select(value => One<T>(name, value)).OfType<T>()];

    /// <summary>One value of an enumeration; null where it is none, which is then <see cref="Wrong"/>.</summary>
    public T? One<T>(string name, string value) where T : struct, Enum
    {
        if (Names<T>().Contains(value, StringComparer.OrdinalIgnoreCase) && Enum.TryParse<T>(value, ignoreCase: true, out var read)) return read;
        Refuse(name, value, Names<T>());
        return null;
    }

    public void Refuse(string name, string value, IEnumerable<string> allowed) => Wrong ??= new(
        "query.invalid", value.Length == 0 ? $"There is no parameter '{name}' here. Allowed: {string.Join(", ", allowed)}." : $"{name} cannot be '{value}'. Allowed: {string.Join(", ", allowed)}.");

    public static IEnumerable<string> Names<T>() where T : struct, Enum => Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName);
}
