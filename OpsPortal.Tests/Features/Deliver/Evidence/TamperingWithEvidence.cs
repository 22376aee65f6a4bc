using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Features.Deliver.Evidence.Checks;
using OpsPortal.Features.Deliver.Evidence.Pack;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>Somebody changes a pack after it was made.</summary>
public sealed class TamperingWithEvidence
{
    private static readonly EvidenceFacts Facts = Packs.Facts();
    private static readonly byte[] Genuine = Facts.ToFile(Packs.MadeAt);

    [Fact]
    public void Every_value_changed_by_one_character_is_found() =>
        Assert.Empty(Values(Genuine).Where(value => EvidenceCheck.Judge(Changed(Genuine, value.At)).Findings.Count == 0).Select(value => value.Path));

    [Fact]
    public void Every_byte_changed_to_another_is_found() =>
        Prop.ForAll(Gen.Choose(0, Genuine.Length - 1).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (at, change) =>
        {
            byte[] file = [.. Genuine];
            file[at] ^= (byte)change;
            return EvidenceCheck.Judge(file).Findings.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    /// <summary>Whoever can compute a SHA-256 can seal anew. What holds then is what follows from the content itself; the rest is for the audit chain to tell.</summary>
    [Fact]
    public void A_changed_value_under_a_new_seal_is_found_wherever_it_says_who_decided_what_when()
    {
        string[] free = [.. Values(Genuine).Where(value => EvidenceCheck.Judge(Sealed(Changed(Genuine, value.At))).Findings.Count == 0).Select(value => value.Path).Distinct()];
        string[] decisive = ["change.number", "change.state", "plan.components", "plan.steps", "plan.backout", "plan.parameters", "plan.environment", "contentHash", "decisions[].at", "decisions[].kind", "decisions[].by.person", "audit.entries", "participants[].party.person"];
        Assert.DoesNotContain(free, path => decisive.Any(part => path.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Held_against_the_audit_chain_no_change_goes_unnoticed_whoever_sealed_it()
    {
        var chain = Packs.Chain(Facts, PackFile.SealOf(Genuine));
        Assert.Empty(Against(Genuine));
        Assert.Empty(Values(Genuine).Where(value => value.Path != "seal").Where(value => Against(Sealed(Changed(Genuine, value.At))).Count == 0).Select(value => value.Path));

        IReadOnlyList<EvidenceFinding> Against(byte[] file)
        {
            var (pack, findings) = EvidenceCheck.Judge(file);
            if (pack is null) return findings;
            var held = new PackInChain(pack);
            chain.ForEach(held.See);
            return held.Findings;
        }
    }

    [Fact]
    public void What_was_left_out_of_the_audit_entries_is_found_in_the_chain()
    {
        var entries = Facts.Audit.Entries.Where(entry => entry.Act != "change.AskBack").ToList();
        var file = (Facts with { Audit = Facts.Audit with { Entries = entries } }).ToFile(Packs.MadeAt);
        var held = new PackInChain(PackFile.Read(file).Pack!);
        Packs.Chain(Facts, PackFile.SealOf(file)).ForEach(held.See);
        Assert.Contains("is not in the pack", Assert.Single(held.Findings).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"brokeGlass\": false,\n    \"approvedByHeaven\": true", 1)]
    [InlineData("\"brokeGlass\": false,\n    \"brokeGlass\": true", 1)]
    [InlineData("\"brokeGlass\":  false", 0)]
    public void What_is_added_or_written_otherwise_is_told_with_its_line(string instead, int linesLater)
    {
        var text = Encoding.UTF8.GetString(Genuine);
        var at = text.IndexOf("\"brokeGlass\": false", StringComparison.Ordinal);
        var findings = EvidenceCheck.Judge(Encoding.UTF8.GetBytes(text.Replace("\"brokeGlass\": false", instead, StringComparison.Ordinal))).Findings;
        Assert.Equal($"line {text[..at].Count(letter => letter == '\n') + 1 + linesLater}", findings[0].Where);
    }

    private static byte[] Sealed(byte[] file)
    {
        var above = file.AsSpan(0, file.AsSpan().LastIndexOf("  \"seal\": \""u8));
        return [.. above, .. Encoding.UTF8.GetBytes($"  \"seal\": \"{Convert.ToHexStringLower(SHA256.HashData(above))}\"\n}}\n")];
    }

    private static byte[] Changed(byte[] file, int at)
    {
        byte[] changed = [.. file];
        changed[at] = changed[at] switch { (byte)'9' or (byte)'f' => (byte)'8', (byte)'z' or (byte)'Z' => (byte)'a', _ => (byte)(changed[at] + 1) };
        return changed;
    }

    /// <summary>Every value with the place of one of its characters, which is not a letter of more than one byte.</summary>
    private static List<(string Path, int At)> Values(byte[] file)
    {
        var values = new List<(string, int)>();
        var reader = new Utf8JsonReader(file);
        var path = new Stack<string>();
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    path.Push(name.Length > 0 ? $".{name}{(reader.TokenType == JsonTokenType.StartArray ? "[]" : "")}" : "");
                    name = "";
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    name = "";
                    break;
                default:
                    var begin = (int)reader.TokenStartIndex + (reader.TokenType == JsonTokenType.String ? 1 : 0);

                    // Of an instant the seconds: a letter in place of its Z would be no instant at all.
                    for (var at = reader.ValueSpan is [.., (byte)'Z'] ? 18 : reader.ValueSpan.Length - 1; at >= 0; at--)
                    {
                        if (file[begin + at] is >= 128 or (byte)'\\' or (byte)'"') continue;
                        values.Add(($"{string.Concat(path.Reverse())}.{name}".Trim('.'), begin + at));
                        break;
                    }

                    if (path.Peek().EndsWith("[]", StringComparison.Ordinal)) name = "";
                    break;
            }
        }

        return values;
    }
}
