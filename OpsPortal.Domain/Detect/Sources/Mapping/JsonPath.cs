using System.Globalization;
using System.Text.Json;

namespace OpsPortal.Domain.Detect.Sources.Mapping;

/// <summary>
/// A way to one value inside JSON: <c>alert.labels.host</c>, <c>items[0].name</c>, <c>['odd name'].x</c>. A leading <c>$</c> begins at the
/// whole body, also where items of it are looked at one by one.
/// </summary>
public sealed class JsonPath
{
    /// <summary>Longest path, in characters.</summary>
    public const int MaxLength = 200;

    private const int MaxSteps = 32;

    private readonly bool _fromRoot;
    private readonly IReadOnlyList<(string? Name, int Index)> _steps;

    private JsonPath(bool fromRoot, IReadOnlyList<(string? Name, int Index)> steps) => (_fromRoot, _steps) = (fromRoot, steps);

    /// <summary>The path; null with what is wrong.</summary>
    public static JsonPath? Parse(string text, out string wrong)
    {
        var rest = text.AsSpan().Trim();
        wrong = $"A path has {MaxLength} characters at most.";
        if (rest.Length > MaxLength) return null;
        var fromRoot = rest.StartsWith('$');
        if (fromRoot) rest = rest[1..];
        var steps = new List<(string? Name, int Index)>();
        for (var first = !fromRoot; rest.Length > 0; first = false)
        {
            if (steps.Count == MaxSteps)
            {
                wrong = $"A path has {MaxSteps} steps at most.";
                return null;
            }

            if (Step(ref rest, first, out wrong) is not { } step) return null;
            steps.Add(step);
        }

        wrong = "";
        return new(fromRoot, steps);
    }

    /// <summary>The value it leads to; null: there is none.</summary>
    public JsonElement? Find(JsonElement root, JsonElement item)
    {
        var at = _fromRoot ? root : item;
        foreach (var (name, index) in _steps)
        {
            if (name is not null)
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at)) return null;
            }
            else
            {
                if (at.ValueKind != JsonValueKind.Array || index >= at.GetArrayLength()) return null;
                at = at[index];
            }
        }

        return at;
    }

    private static (string? Name, int Index)? Step(ref ReadOnlySpan<char> rest, bool first, out string wrong)
    {
        wrong = "";
        if (rest[0] == '[') return Bracket(ref rest, out wrong);
        if (rest[0] == '.') rest = rest[1..];
        else if (!first)
        {
            wrong = $"Expected '.' or '[' before '{rest}'.";
            return null;
        }

        var end = rest.IndexOfAny('.', '[');
        var name = end < 0 ? rest : rest[..end];
        if (name.Length == 0 || name.IndexOfAny("]'\"{}|") >= 0)
        {
            wrong = name.Length == 0 ? "A name is missing after '.'." : $"'{name}' is no plain name; write it as ['{name}'].";
            return null;
        }

        rest = rest[name.Length..];
        return (name.ToString(), 0);
    }

    private static (string? Name, int Index)? Bracket(ref ReadOnlySpan<char> rest, out string wrong)
    {
        wrong = "";
        var quoted = rest.Length > 1 && rest[1] is '\'' or '"';
        var end = quoted ? rest[2..].IndexOf([rest[1], ']']) + 2 : rest.IndexOf(']');
        if (end < (quoted ? 2 : 1))
        {
            wrong = "A '[' is not closed.";
            return null;
        }

        var inside = quoted ? rest[2..end] : rest[1..end];
        rest = rest[(quoted ? end + 2 : end + 1)..];
        if (quoted) return (inside.ToString(), 0);
        if (int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return (null, index);
        wrong = $"'[{inside}]' is neither a number nor a name in quotes.";
        return null;
    }
}
