import { wordsOf } from './fold.ts';

const german = `
aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bekomme bekommen bekommt benötige benötigen bin bis bist bitte brauche brauchen braucht
da damit dann das dass dein deine dem den denn der des dich die dies diese dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch
für gegen geht gehen gibt gilt haben habe hast hat hatte hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jedes jetzt kann kein keine keinen können könnte
lassen machen mache macht man mein meine meinem meinen meiner meines mich mir mit möchte möchten muss müssen nach nicht noch nun nur ob oder ohne sehr sein seine seinem seinen sich sie sind so soll sollen
um und uns unser unsere unter viel vom von vor war warum was weil welche welcher welches wenn wer werde werden wie will wir wird wo wohin wollen würde zu zum zur über
münchen münchner stadt landeshauptstadt
`;

const english = `
about all am an and any apply applying are as at be because been but by can could do does for from get getting had has have he her here his how if in into is it its just like
me my need needs no not of on one or our out please she should so some than that the their them then there these they this to too up us want was we were what when where which who why will with
would you your munich city
`;

/** Words that say nothing about the matter; the city's name stands in every text. */
export const stopWords: Readonly<Record<'de' | 'en', ReadonlySet<string>>> = {
  de: new Set(wordsOf(german)),
  en: new Set(wordsOf(english)),
};
