namespace Gateway.Simulators.People;

/// <summary>A medicine that a person takes or took.</summary>
internal sealed record Course(Medicine Medicine, DateOnly Since, DateOnly? Until, bool IsRepeat)
{
    public bool IsCurrent => Until is null;
}
