using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>Every expected no of risk assessment, in the words people read.</summary>
public static class RiskRefusals
{
    public static Refusal NotAPerson() => new("risk.not-a-person", "A person must answer the questions about risk, not a key or a pipeline.");

    public static Refusal NoSuchQuestion(string key) => new("risk.invalid-question", $"There is no question {(key.Length <= 80 ? key : key[..80] + "…")}.");

    public static Refusal AnsweredTwice(string key) => new("risk.invalid-repeat", $"The question {key} is answered twice.");

    public static Refusal TooLong(int most) => new("risk.invalid-length", $"What an answer rests on has at most {most} characters.");
}
