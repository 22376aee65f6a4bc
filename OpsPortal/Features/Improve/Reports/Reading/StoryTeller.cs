using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>Writes the sentences of a report from its numbers. Each rests on a figure or a table, and says nothing that is not in it.</summary>
internal sealed class StoryTeller(ReportPeriod? compared)
{
    /// <summary>A smaller movement is not worth a sentence.</summary>
    private const double WorthTelling = 0.1;

    /// <summary>A movement of fewer than this many is not worth one either.</summary>
    private const long FewestTelling = 5;

    private readonly List<Sentence> _sentences = [];

    public IReadOnlyList<Sentence> Sentences => [.. _sentences.OrderBy(sentence => sentence.Kind)];

    public StoryTeller Happened(string text, string evidence) => Add(SentenceKind.Happened, text, evidence);

    public StoryTeller LookAt(bool holds, string text, string evidence) => holds ? Add(SentenceKind.LookAt, text, evidence) : this;

    public StoryTeller CannotSay(bool holds, string text, string evidence) => holds ? Add(SentenceKind.Unknown, text, evidence) : this;

    /// <summary>Says that a figure has moved, where it has moved by a tenth at least and by more than a handful.</summary>
    /// <param name="subject">As a sentence begins: <c>The median time to acknowledge</c>.</param>
    public StoryTeller Changed(Figure figure, string subject)
    {
        if (compared is null || figure.Movement is not { Now: { } now, Before: { } before } || figure.N < FewestTelling) return this;
        var enough = figure.Unit == Unit.Share ? Math.Abs(now - before) >= 0.02 : figure.Movement.Ratio is { } ratio ? Math.Abs(ratio) >= WorthTelling : now > 0;
        if (!enough || (figure.Unit == Unit.Count && Math.Abs(now - before) < FewestTelling)) return this;
        var judged = figure.IsBetter switch { true => " That is better.", false => " That is worse.", null => "" };
        var against = before > 0 || figure.Unit == Unit.Share ? $"{Moved(figure.Movement, figure.Unit)} against {Days(compared)}" : $"none in {Days(compared)}";
        return Add(SentenceKind.Changed, $"{subject} went from {Of(before, figure.Unit)} to {Of(now, figure.Unit)} ({against}).{judged}", figure.Key);
    }

    private StoryTeller Add(SentenceKind kind, string text, string evidence)
    {
        _sentences.Add(new(kind, text, evidence, $"#{evidence}"));
        return this;
    }
}
