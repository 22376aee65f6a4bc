using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OpsPortal.Domain.Detect.Sources.Mapping;

/// <summary>
/// Text with holes: <c>Disk {disk.name} on {host|unknown}</c>. A hole is a <see cref="JsonPath"/>, with a default after <c>|</c>;
/// <c>{{</c> and <c>}}</c> stand for the braces themselves.
/// </summary>
public sealed class MappingTemplate
{
    /// <summary>Longest template, in characters.</summary>
    public const int MaxLength = 1000;

    /// <summary>Longest text made from one, in characters; what is longer is cut.</summary>
    public const int MaxResult = 8 * 1024;

    private readonly List<(string Text, JsonPath? Path)> _parts = [];

    private MappingTemplate()
    {
    }

    public bool IsEmpty => _parts.Count == 0;

    /// <summary>The template; null with what is wrong.</summary>
    public static MappingTemplate? Parse(string text, out string wrong)
    {
        wrong = $"At most {MaxLength} characters.";
        if (text.Length > MaxLength) return null;
        wrong = "";
        var template = new MappingTemplate();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
            {
                literal.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                literal.Append(text[i++]);
            }
            else if (text[i] == '}')
            {
                wrong = "A '}' without '{' before it; write '}}' for the sign itself.";
                return null;
            }
            else
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    wrong = "A '{' is not closed; write '{{' for the sign itself.";
                    return null;
                }

                template.AddLiteral(literal);
                if (!template.AddHole(text[(i + 1)..end], out wrong)) return null;
                i = end;
            }
        }

        template.AddLiteral(literal);
        return template;
    }

    /// <summary>The text for one item of a body.</summary>
    public string Fill(JsonElement root, JsonElement item)
    {
        var text = new StringBuilder();
        foreach (var (part, path) in _parts)
        {
            text.Append(path?.Find(root, item) is { } found && Text(found) is { Length: > 0 } value ? value : part);
            if (text.Length > MaxResult) return string.Concat(text.ToString(0, MaxResult - 1), "…");
        }

        return text.ToString();
    }

    /// <summary>A value as text. Of a large one only as much is made as can be used: a body may name it in every item.</summary>
    private static string Text(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return "";
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.Length > MaxResult * 6) return Encoding.UTF8.GetString(raw[..(MaxResult * 4)]);
        return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : Encoding.UTF8.GetString(raw);
    }

    private void AddLiteral(StringBuilder literal)
    {
        if (literal.Length > 0) _parts.Add((literal.ToString(), null));
        literal.Clear();
    }

    private bool AddHole(string hole, out string wrong)
    {
        var bar = hole.IndexOf('|', StringComparison.Ordinal);
        var path = JsonPath.Parse(bar < 0 ? hole : hole[..bar], out wrong);
        if (path is not null) _parts.Add((bar < 0 ? "" : hole[(bar + 1)..], path));
        return path is not null;
    }
}
