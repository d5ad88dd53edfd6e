-- AlterEnum
ALTER TYPE "notification_kind" ADD VALUE 'escalation' BEFORE 'mention';
