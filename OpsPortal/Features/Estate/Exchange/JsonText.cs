using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsPortal.Domain.Estate.Exchange;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>JSON as values with their lines, and back.</summary>
internal static class JsonText
{
    private static readonly JsonReaderOptions Bounded = new() { MaxDepth = 32, CommentHandling = JsonCommentHandling.Disallow };

    private static readonly JsonWriterOptions Pretty = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The values of a text; the fault where it cannot be read.</summary>
    public static (SourceNode? Root, FileFault? Fault) Read(ReadOnlySpan<byte> text)
    {
        var reader = new LineReader(text);
        try
        {
            reader.Next();
            var root = Value(ref reader, new SourceBudget(), 0);
            reader.End();
            return (root, null);
        }
        catch (SourceFaultException refused)
        {
            return (null, refused.Fault);
        }
        catch (JsonException unreadable)
        {
            return (null, new((int)(unreadable.LineNumber ?? 0) + 1, "import.unreadable", $"This is not JSON: {unreadable.Message.Split(" LineNumber:")[0].TrimEnd('.')}."));
        }
        catch (InvalidOperationException)
        {
            return (null, new(reader.Line, "import.unreadable", "This text holds half a character."));
        }
    }

    public static string Write(SourceNode root)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Pretty)) Write(json, root);
        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private static SourceNode Value(ref LineReader reader, SourceBudget budget, int depth)
    {
        var line = reader.Line;
        budget.Spend(line, depth);
        switch (reader.Token)
        {
            case JsonTokenType.StartArray:
                var values = new List<SourceNode>();
                while (reader.Next() != JsonTokenType.EndArray) values.Add(Value(ref reader, budget, depth + 1));
                return new SourceNode.Items(line, values);
            case JsonTokenType.StartObject:
                var (fields, names) = (new List<SourceNode.Field>(), new Dictionary<string, int>(StringComparer.Ordinal));
                while (reader.Next() != JsonTokenType.EndObject)
                {
                    var (name, at) = (reader.Text(), reader.Line);
                    if (!names.TryAdd(name, at)) throw SourceFaultException.Repeat(at, name, names[name]);
                    reader.Next();
                    fields.Add(new(at, name, Value(ref reader, budget, depth + 1)));
                }

                return new SourceNode.Fields(line, fields);
            case JsonTokenType.String:
                return new SourceNode.Scalar(line, reader.Text(), ScalarKind.Text);
            case JsonTokenType.Number:
                return new SourceNode.Scalar(line, reader.Raw(), ScalarKind.Number);
            case JsonTokenType.Null:
                return new SourceNode.Scalar(line, null, ScalarKind.Other);
            default:
                return new SourceNode.Scalar(line, reader.Raw(), ScalarKind.Other);
        }
    }

    private static void Write(Utf8JsonWriter json, SourceNode node)
    {
        switch (node)
        {
            case SourceNode.Scalar { Text: null }:
                json.WriteNullValue();
                break;
            case SourceNode.Scalar { Kind: ScalarKind.Number, Text: var number }:
                json.WriteRawValue(number);
                break;
            case SourceNode.Scalar { Text: var text }:
                json.WriteStringValue(text);
                break;
            case SourceNode.Items items:
                json.WriteStartArray();
                foreach (var value in items.Values) Write(json, value);
                json.WriteEndArray();
                break;
            case SourceNode.Fields fields:
                json.WriteStartObject();
                foreach (var field in fields.Values)
                {
                    json.WritePropertyName(field.Name);
                    Write(json, field.Value);
                }

                json.WriteEndObject();
                break;
        }
    }

    /// <summary>A reader that knows the line it is on.</summary>
    private ref struct LineReader(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private Utf8JsonReader _json = new(text, Bounded);
        private int _counted;

        public int Line { get; private set; } = 1;

        public readonly JsonTokenType Token => _json.TokenType;

        public JsonTokenType Next()
        {
            if (!_json.Read()) throw new SourceFaultException(Line, "import.empty", "The file is empty.");
            var start = (int)_json.TokenStartIndex;
            Line += _text[_counted..start].Count((byte)'\n');
            _counted = start;
            return _json.TokenType;
        }

        /// <summary>Nothing may follow.</summary>
        public void End() => _json.Read();

        public readonly string Text() => _json.GetString() ?? "";

        public readonly string Raw() => Encoding.UTF8.GetString(_json.ValueSpan);
    }
}
