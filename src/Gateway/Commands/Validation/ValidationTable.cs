using System.Globalization;
using Gateway.Fhir.Outcomes;
using Spectre.Console;

namespace Gateway.Commands.Validation;

/// <summary>What a validation of several resources came to: a row for each that has faults, and their sum.</summary>
internal sealed class ValidationTable
{
    private const int Shown = 60;
    private readonly Table _table = new() { Border = TableBorder.Simple };
    private int _resources;
    private int _sound;
    private int _warnings;
    private int _unanswered;
    private int _rows;

    public ValidationTable()
    {
        foreach (var column in new[] { "file", "type", "errors", "warnings", "notes", "codes not known" })
            _table.AddColumn(column);
    }

    public int Errors { get; private set; }

    public void Add(string name, string type, IReadOnlyCollection<Fault> faults, int unanswered)
    {
        var (errors, notes) = (faults.Count(f => !f.IsWarning), faults.Count(f => f.IsNote));
        var warnings = faults.Count - errors - notes;
        _resources++;
        _sound += errors == 0 ? 1 : 0;
        Errors += errors;
        _warnings += warnings;
        _unanswered += unanswered;
        if (errors + warnings > 0 && _rows++ < Shown)
            _table.AddRow(Markup.Escape(name), type, Text(errors), Text(warnings), Text(notes), Text(unanswered));
    }

    public void Write(TextWriter output)
    {
        if (_rows > 0)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = ColorSystemSupport.NoColors });
            console.Profile.Width = 160;
            console.Write(_table);
        }

        if (_rows > Shown)
            output.WriteLine($"(the first {Shown} of {_rows})");
        output.WriteLine($"{_resources} resources, {_sound} without error; {Errors} errors, {_warnings} warnings, {_unanswered} codes that nothing loaded knows");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
