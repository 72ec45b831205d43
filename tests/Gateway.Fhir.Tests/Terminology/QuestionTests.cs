using Gateway.Fhir.Terminology;
using Gateway.Fhir.Terminology.Questions;

namespace Gateway.Fhir.Tests.Terminology;

public sealed class QuestionTests
{
    private static readonly CodedValue s_sct = new("http://snomed.info/sct", "1");

    [Fact]
    public void Only_what_is_not_known_becomes_a_question()
    {
        HashSet<TerminologyQuestion> questions = [];
        var recorder = new QuestionRecorder(Fixtures.With("""{"include":[{"system":"http://test/animals"}]}"""), questions);
        recorder.IsMember(Fixtures.SetUrl, new CodedValue(Fixtures.Animals, "cat"));
        recorder.Find(new CodedValue(Fixtures.Animals, "unicorn"));
        recorder.Find(new CodedValue(null, "cat"));
        recorder.Subsumes(Fixtures.Animals, "animal", "cat");
        questions.Should().BeEmpty();
        for (var i = 0; i < 2; i++)
        {
            recorder.IsMember("http://nowhere", s_sct);
            recorder.Find(s_sct);
            recorder.Subsumes(s_sct.System!, "1", "2");
        }

        questions.Should().Equal(new MemberQuestion("http://nowhere", s_sct), new ConceptQuestion(s_sct), new SubsumptionQuestion(s_sct.System!, "1", "2"));
    }

    [Fact]
    public void No_content_makes_questions_without_end()
    {
        HashSet<TerminologyQuestion> questions = [];
        var recorder = new QuestionRecorder(Fixtures.Zoo, questions);
        for (var i = 0; i < QuestionRecorder.MaxQuestions * 2; i++)
            recorder.Subsumes("http://snomed.info/sct", "1", $"x{i}");
        questions.Should().HaveCount(QuestionRecorder.MaxQuestions);
    }

    [Fact]
    public void Answers_stand_before_what_is_loaded_and_hide_nothing_else()
    {
        var answered = new AnsweredTerminology(Fixtures.Zoo)
        {
            Members = new Dictionary<MemberQuestion, Membership> { [new MemberQuestion("http://nowhere", s_sct)] = Membership.Yes },
            Concepts = new Dictionary<ConceptQuestion, ConceptFinding> { [new ConceptQuestion(s_sct)] = new ConceptFinding(ConceptState.Found) },
            Subsumptions = new Dictionary<SubsumptionQuestion, bool> { [new SubsumptionQuestion(s_sct.System!, "1", "2")] = true },
        };
        (answered.IsMember("http://nowhere", s_sct), answered.Find(s_sct).State, answered.Subsumes(s_sct.System!, "1", "2")).Should().Be((Membership.Yes, ConceptState.Found, true));
        (answered.IsMember("http://nowhere", s_sct with { Code = "2" }), answered.Find(new CodedValue(Fixtures.Animals, "cat")).State, answered.Subsumes(s_sct.System!, "2", "1"))
            .Should().Be((Membership.Unknown, ConceptState.Found, null));
    }
}
