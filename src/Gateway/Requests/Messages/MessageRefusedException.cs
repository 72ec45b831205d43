namespace Gateway.Requests.Messages;

/// <summary>Ends the storing of a message that cannot be processed as things are: nothing of it is kept, so that it may be sent again when they are otherwise.</summary>
internal sealed class MessageRefusedException(BarsProblem problem) : Exception(problem.Text)
{
    public BarsProblem Problem { get; } = problem;
}
