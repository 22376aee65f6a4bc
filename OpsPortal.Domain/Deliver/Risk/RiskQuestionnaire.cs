using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>Something that only people know.</summary>
/// <param name="Points">What a yes adds; at least 1, so that no answer can lower anything.</param>
public sealed record RiskQuestion(string Key, string Text, int Points);

/// <summary>What somebody answered.</summary>
/// <param name="Because">What the answer rests on; may be empty.</param>
public sealed record RiskAnswer(string Key, bool IsYes, string Because);

/// <summary>The questions, and what the answers add. Answers raise a risk and never lower it.</summary>
public static class RiskQuestionnaire
{
    public const int MaxTextLength = 1000;

    /// <summary>In the order in which they are asked.</summary>
    public static IReadOnlyList<RiskQuestion> Questions { get; } =
    [
        new("users-notice", "Will users notice while it is being carried out?", 2),
        new("cannot-go-back", "Is there a step after which going back is no longer possible?", 4),
        new("untested-here", "Is anything done that was not tested in an environment like this one?", 3),
        new("others-must-act", "Must others act at the same time, such as suppliers or other teams?", 2),
        new("security", "Does it change who may see or do something?", 2),
    ];

    /// <summary>The points of the answers that are yes. Refused for a machine, for a question there is not, and for one that is answered twice.</summary>
    public static Outcome<IReadOnlyList<RiskPoint>> Score(IReadOnlyList<RiskAnswer> answers, Party by)
    {
        if (answers.Count > 0 && by.Person is null) return RiskRefusals.NotAPerson();
        var points = new List<RiskPoint>();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            if (Questions.FirstOrDefault(question => question.Key == answer.Key) is not { } question) return RiskRefusals.NoSuchQuestion(answer.Key);
            if (!answered.Add(answer.Key)) return RiskRefusals.AnsweredTwice(answer.Key);
            if (answer.Because.Length > MaxTextLength) return RiskRefusals.TooLong(MaxTextLength);
            if (answer.IsYes) points.Add(new(question.Key, question.Points, $"{by.Name} answered yes to \"{question.Text}\"{(answer.Because.Length > 0 ? $": {answer.Because}" : ".")}"));
        }

        return new Outcome<IReadOnlyList<RiskPoint>>.Done(points);
    }
}
