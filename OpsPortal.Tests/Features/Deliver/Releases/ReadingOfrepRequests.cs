using System.Text;
using OpsPortal.Features.Deliver.Releases.Switches.Evaluation;

namespace OpsPortal.Tests.Features.Deliver.Releases;

/// <summary>What an application sends to say for whom it asks.</summary>
public sealed class ReadingOfrepRequests
{
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"context":null}""")]
    [InlineData("""{"context":{"targetingKey":null,"groups":null,"plan":{"name":["a",1]}},"other":[{"context":1}]}""")]
    public void Nobody_in_particular(string body)
    {
        var (subject, error) = OfrepContext.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(error);
        Assert.Equal("", subject?.Key);
        Assert.Empty(subject?.Groups ?? ["?"]);
    }

    [Theory]
    [InlineData("""{"context":{"targetingKey":"ada","groups":["staff","pilots"]}}""", "ada", "staff,pilots")]
    [InlineData("""{"context":{"groups":"staff","email":"a@b","targetingKey":"üñî"}}""", "üñî", "staff")]
    public void Somebody_with_groups(string body, string key, string groups)
    {
        var (subject, _) = OfrepContext.Read(Encoding.UTF8.GetBytes(body));
        Assert.Equal((key, groups), (subject?.Key, string.Join(',', subject?.Groups ?? [])));
    }

    [Theory]
    [InlineData("[", "PARSE_ERROR")]
    [InlineData("[]", "PARSE_ERROR")]
    [InlineData("null", "PARSE_ERROR")]
    [InlineData("{\"context\":{}", "PARSE_ERROR")]
    [InlineData("{}{}", "PARSE_ERROR")]
    [InlineData("{\"context\":{\"targetingKey\":\"\\ud800\"}}", "PARSE_ERROR")]
    [InlineData("""{"context":"ada"}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":["ada"]}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"targetingKey":7}}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"targetingKey":{"id":7},"groups":[]}}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"groups":{"a":1}}}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"groups":["a",{"b":[2]}]}}""", "INVALID_CONTEXT")]
    public void What_cannot_be_read_is_told_by_name(string body, string code)
    {
        var (subject, error) = OfrepContext.Read(Encoding.UTF8.GetBytes(body));
        Assert.Null(subject);
        Assert.Equal(code, error?.Code);
    }
}
