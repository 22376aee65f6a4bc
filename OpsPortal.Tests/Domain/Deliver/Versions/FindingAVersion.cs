using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Deliver.Versions;

/// <summary>The version in what an address answers.</summary>
public sealed class FindingAVersion
{
    [Theory]
    [InlineData("/version", """{"version":" 2.1.0 "}""", "2.1.0")]
    [InlineData("/build/0/a~1b", """{"build":[{"a/b":"2.1.0"}]}""", "2.1.0")]
    [InlineData("/a~01", """{"a~1":"2.1.0"}""", "2.1.0")]
    [InlineData("/version", """{"version":2.10}""", "2.10")]
    [InlineData("", "\"2.1.0\"", "2.1.0")]
    public void A_pointer_leads_to_a_text_or_a_number(string pointer, string answer, string version) => Assert.Equal(version, Found(LookupKind.JsonPointer, pointer, answer));

    [Theory]
    [InlineData("/version", "2.1.0 is no JSON", "The answer is not JSON.")]
    [InlineData("/version", "{}", "There is nothing at /version.")]
    [InlineData("/version/0", """{"version":"2.1.0"}""", "There is nothing at /version/0.")]
    [InlineData("/1", """["2.1.0"]""", "There is nothing at /1.")]
    [InlineData("/version", """{"version":{}}""", "At /version stands neither a text nor a number.")]
    [InlineData("/version", """{"version":" "}""", "What stands there is no version.")]
    [InlineData("/version", """{"version":"2\u0007"}""", "What stands there is no version.")]
    public void Where_there_is_none_it_is_said_why(string pointer, string answer, string why) => Assert.Equal(why, Found(LookupKind.JsonPointer, pointer, answer));

    [Theory]
    [InlineData("version: (?<version>[0-9.]+) \\((?<other>.*)\\)", "shop\nversion: 2.1.0 (blue)", "2.1.0")]
    [InlineData("^v([0-9.]+)$", "shop\nv2.1.0\nx", "2.1.0")]
    [InlineData("[0-9]+\\.[0-9]+", "shop 2.1", "2.1")]
    [InlineData("v([0-9]+)", "none", "The regular expression finds nothing.")]
    public void A_regular_expression_finds_its_group(string pattern, string answer, string version) => Assert.Equal(version, Found(LookupKind.Pattern, pattern, answer));

    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)")]
    public void What_could_take_for_ever_or_is_none_is_refused(string pattern) => Assert.NotNull(VersionText.PatternFault(pattern));

    [Theory]
    [InlineData("version", false)]
    [InlineData("/a~2", false)]
    [InlineData("/a~0~1", true)]
    [InlineData("", true)]
    public void A_pointer_is_written_as_the_standard_says(string text, bool isOne) => Assert.Equal(isOne, VersionText.IsPointer(text));

    private static string Found(LookupKind kind, string expression, string answer) => VersionText.Find(kind, expression, answer) switch
    {
        Outcome<string>.Done(var version) => version,
        var none => none.Refusal!.Message,
    };
}
