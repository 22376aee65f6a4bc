using OpsPortal.Domain.Estate.Exchange;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace OpsPortal.Features.Estate.Exchange;

/// <summary>YAML as values with their lines, and back.</summary>
/// <remarks>Takes what people write by hand and nothing that a file can be made of to do harm: no aliases, no tags, one document, bounded depth.</remarks>
internal static class YamlText
{
    /// <summary>The values of a text; the fault where it cannot be read.</summary>
    public static (SourceNode? Root, FileFault? Fault) Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return (null, new(1, "import.empty", "The file is empty."));
            parser.Consume<DocumentStart>();
            var root = Value(parser, new SourceBudget(), 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<StreamEnd>(out _)) return (root, null);
            return (null, Fault(parser.Current?.Start ?? default, "import.several-documents", "A second document begins here; a file holds one."));
        }
        catch (SourceFaultException refused)
        {
            return (null, refused.Fault);
        }
        catch (YamlException unreadable)
        {
            return (null, Fault(unreadable.Start, "import.unreadable", $"This is not YAML: {Sentence(unreadable.Message)}"));
        }
    }

    public static string Write(SourceNode root)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, root, flow: false);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static SourceNode Value(Parser parser, SourceBudget budget, int depth)
    {
        var line = (int)(parser.Current ?? throw new SourceFaultException(1, "import.unreadable", "The file ends too soon.")).Start.Line;
        budget.Spend(line, depth);
        switch (parser.Current)
        {
            case AnchorAlias:
                throw new SourceFaultException(line, "import.alias", "Aliases are not taken; write the value out here.");
            case NodeEvent { Anchor.IsEmpty: false }:
                throw new SourceFaultException(line, "import.alias", "Anchors are not taken; write the value out where it is needed.");
            case NodeEvent { Tag: { IsEmpty: false } tag } when tag != "!":
                throw new SourceFaultException(line, "import.tag", "Tags are not taken.");
            case YamlScalar scalar:
                parser.MoveNext();
                return scalar.Style is ScalarStyle.Plain
                    ? new SourceNode.Scalar(line, scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? null : scalar.Value, ScalarKind.Open)
                    : new SourceNode.Scalar(line, scalar.Value, ScalarKind.Text);
            case SequenceStart:
                return Items(parser, budget, depth, line);
            case MappingStart:
                return Fields(parser, budget, depth, line);
            default:
                throw new SourceFaultException(line, "import.unreadable", "A value belongs here.");
        }
    }

    private static SourceNode.Items Items(Parser parser, SourceBudget budget, int depth, int line)
    {
        parser.MoveNext();
        var values = new List<SourceNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) values.Add(Value(parser, budget, depth + 1));
        return new(line, values);
    }

    private static SourceNode.Fields Fields(Parser parser, SourceBudget budget, int depth, int line)
    {
        parser.MoveNext();
        var (fields, names) = (new List<SourceNode.Field>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Value(parser, budget, depth + 1) is not SourceNode.Scalar { Text: { } name } key) throw new SourceFaultException(line, "import.wrong-type", "The name of a field is a text.");
            if (!names.TryAdd(name, key.Line)) throw SourceFaultException.Repeat(key.Line, name, names[name]);
            fields.Add(new(key.Line, name, Value(parser, budget, depth + 1)));
        }

        return new(line, fields);
    }

    private static void Write(Emitter emitter, SourceNode node, bool flow)
    {
        switch (node)
        {
            case SourceNode.Scalar scalar:
                emitter.Emit(new YamlScalar(AnchorName.Empty, TagName.Empty, scalar.Text ?? "null", Style(scalar), isPlainImplicit: true, isQuotedImplicit: true));
                break;
            case SourceNode.Items items:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, flow ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var value in items.Values) Write(emitter, value, flow);
                emitter.Emit(new SequenceEnd());
                break;
            case SourceNode.Fields fields:
                // Small things of one line stay on one line.
                var small = flow || fields.Values is { Count: <= 2 } and [{ Value: SourceNode.Scalar }, ..] && fields.Values.All(field => field.Value is SourceNode.Scalar);
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, small ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var field in fields.Values)
                {
                    emitter.Emit(new YamlScalar(field.Name));
                    Write(emitter, field.Value, small);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    /// <summary>Plain where nobody could read it as anything else.</summary>
    private static ScalarStyle Style(SourceNode.Scalar scalar) =>
        scalar.Text is { Length: > 0 } text && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != ' ' && !string.Equals(text, "null", StringComparison.OrdinalIgnoreCase)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or '@' or '+')
            ? ScalarStyle.Plain : scalar.Text is null ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted;

    private static FileFault Fault(Mark at, string code, string message) => new(Math.Max(1, (int)at.Line), code, message);

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
