using OpsPortal.Ui;

namespace OpsPortal.Tests.Ui;

/// <summary>Whoever writes it, Markdown can do nothing to whoever reads it.</summary>
public sealed class ShowingMarkdown
{
    [Theory]
    [InlineData("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>")]
    [InlineData("# New", "<h3>New</h3>")]
    [InlineData("###### Deep", "<h6>Deep</h6>")]
    [InlineData("[shop](https://shop.example.org/new)", "<p><a href=\"https://shop.example.org/new\" rel=\"noopener noreferrer\">shop</a></p>")]
    [InlineData("[REL-3](/releases/REL-3)", "<p><a href=\"/releases/REL-3\">REL-3</a></p>")]
    public void What_people_write_looks_as_they_mean_it(string text, string html) => Assert.Equal(html, SafeMarkdown.Of(text).Value.Trim());

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=alert(1)>b</b>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#10;script:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](//evil.example.org)")]
    [InlineData("[x](/\\evil.example.org)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("![x](https://evil.example.org/pixel.png)")]
    [InlineData("![x](javascript:alert(1))")]
    public void Nothing_of_it_runs_leads_elsewhere_or_is_fetched(string text)
    {
        var html = SafeMarkdown.Of(text).Value;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"j", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"d", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"v", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"/", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_nested_deeper_than_anybody_means_is_still_to_be_read()
    {
        var html = SafeMarkdown.Of(new string('>', 5000) + " <b>deep</b>").Value;
        Assert.Contains("deep", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }
}
