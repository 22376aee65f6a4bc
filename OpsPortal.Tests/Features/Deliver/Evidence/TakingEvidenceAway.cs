using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsPortal.Features.Deliver.Evidence.Checks;
using OpsPortal.Features.Deliver.Evidence.Pack;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver.Evidence;

/// <summary>A pack as a file: what is in it, and that it is written in one way only.</summary>
public sealed class TakingEvidenceAway
{
    [Fact]
    public void What_everybody_did_right_fits_together()
    {
        var (pack, findings) = EvidenceCheck.Judge(Packs.Facts().ToFile(Packs.MadeAt));
        Assert.Empty(findings.Select(finding => finding.ToString()));
        Assert.Equal([1, 2], pack!.Rounds.Select(round => round.Revision ?? 0));
        Assert.Equal(["Void", "Spent"], pack.Rounds.Select(round => round.State.ToString()));
    }

    [Fact]
    public void The_same_facts_give_the_same_bytes_but_for_when_it_was_made_and_the_seal_on_it()
    {
        var facts = Packs.Facts();
        var (one, same, later) = (facts.ToFile(Packs.MadeAt), facts.ToFile(Packs.MadeAt), facts.ToFile(Packs.MadeAt.AddMinutes(7)));
        Assert.Equal(one, same);
        var lines = Encoding.UTF8.GetString(one).Split('\n').Zip(Encoding.UTF8.GetString(later).Split('\n')).Where(pair => pair.First != pair.Second).Select(pair => pair.First.Trim()[..8]);
        Assert.Equal(["\"madeAt\"", "\"seal\": "], lines);
    }

    /// <summary>As <c>head -n -2 FILE | sha256sum</c> does.</summary>
    [Fact]
    public void The_seal_is_the_hash_of_all_but_the_last_two_lines()
    {
        var file = Packs.Facts().ToFile(Packs.MadeAt);
        var lines = Encoding.UTF8.GetString(file).Split('\n');
        Assert.Equal(["}", ""], lines[^2..]);
        var above = string.Concat(lines[..^3].Select(line => line + "\n"));
        Assert.Equal(PackFile.SealOf(file), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(above))));
        Assert.Equal($"  \"seal\": \"{PackFile.SealOf(file)}\"", lines[^3]);
    }

    /// <summary>Whoever reads packs by program relies on it; another form needs another name.</summary>
    [Fact]
    public void Its_form_is_as_committed()
    {
        using var file = JsonDocument.Parse(Packs.Facts().ToFile(Packs.MadeAt));
        Snapshot.Matches($"OpsPortal.Tests/Contracts/{EvidencePack.FormOfToday}.txt", string.Join('\n', Members("", file.RootElement).Distinct()) + "\n");
    }

    private static IEnumerable<string> Members(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members($"{path}.{member.Name}".TrimStart('.'), member.Value)),
        JsonValueKind.Array => element.GetArrayLength() == 0 ? [$"{path}[]"] : element.EnumerateArray().SelectMany(member => Members($"{path}[]", member)),
        _ => [path],
    };
}
