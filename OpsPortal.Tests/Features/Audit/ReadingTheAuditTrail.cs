using OpsPortal.Features.Audit;
using OpsPortal.Features.Audit.Pages;

namespace OpsPortal.Tests.Features.Audit;

public sealed class ReadingTheAuditTrail
{
    [Theory]
    [InlineData("""{"state":"Prioritised","owner":""}""", """{"state":"Investigating","owner":"Dana"}""", "state Prioritised → Investigating, owner Dana")]
    [InlineData("", """{"name":"Key"}""", "name Key")]
    [InlineData("[1]", "[2]", "[1] → [2]")]
    public void Says_what_changed_fact_by_fact(string before, string after, string said) =>
        Assert.Equal(said, AuditListing.Facts(new(1, DateTimeOffset.UnixEpoch, "", "", "", "", "", before, after, "")));
}
